// Learns which answers to a survey go together, and fills in answers that are missing.
import "@tensorflow/tfjs-backend-cpu";
import { key, uniform } from "@ebm/core";
import { fitBinary } from "@ebm/models";

// Two kinds of people. Owners of a garden answer yes to the first three questions, mostly.
const questions = ["garden", "mower", "shed", "balcony", "bicycle"];
const survey = (count: number, seed: number) => {
  const u = uniform(key(seed), 6 * count);
  return Array.from({ length: count }, (_, i) => {
    const isOwner = u[6 * i]! < 0.5;
    const answers = questions.map((question, j) => {
      const isLikely = question === "bicycle" ? u[6 * i]! < 0.7 : isOwner === j < 3;
      return [question, Number(u[6 * i + 1 + j]! < (isLikely ? 0.9 : 0.1))] as const;
    });
    return Object.fromEntries(answers);
  });
};
const model = await fitBinary(survey(500, 1), { budgetSeconds: 2 });
const heldOut = survey(400, 2);
const { nll, frequencyNll } = await model.evaluate(heldOut);
console.log(`Held-out loss: ${nll.toFixed(2)} nats, or ${frequencyNll.toFixed(2)} if independent.`);

// Hides the answer about the mower, and compares what the model fills in with the truth.
const filled = await model.predict(heldOut.map((row) => ({ ...row, mower: null })));
const right = filled.filter(({ mower }, i) => mower === heldOut[i]!.mower).length;
console.log(`Hidden answers filled in correctly: ${((100 * right) / 400).toFixed(1)} %`);

const [person] = await model.marginals([{ garden: 1, mower: null, shed: 1, balcony: null }]);
console.log(`With a garden and a shed: P(mower) = ${person!.mower!.toFixed(2)}`);
console.log(`With a garden and a shed: P(balcony) = ${person!.balcony!.toFixed(2)}`);
await model.dispose();
