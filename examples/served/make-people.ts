// Makes people.csv: 12 columns of numbers, categories, booleans and dates, of which 5 % are missing, and
// six labels that depend on the columns and on one another.
import { writeFileSync } from "node:fs";
import { key, normal, uniform } from "@ebm/core";

const rows = 600;
const [u, z] = [uniform(key(1), 20 * rows), normal(key(2), 10 * rows)];
const regions = ["north", "south", "east", "west"];
const columns =
  "age,income,visits,height,score,since,region,plan,device,language,member,trial,music,sport,news,games,travel,food";

const lines = Array.from({ length: rows }, (_, row) => {
  const [own, noise] = [u.subarray(20 * row), z.subarray(10 * row)];
  const age = 18 + Math.floor(60 * own[0]!);
  const region = regions[Math.floor(4 * own[1]!)]!;
  const member = own[2]! < 0.4;
  const values = [
    age,
    Math.round(1000 * Math.exp(3 + 0.01 * age + 0.4 * noise[0]!)),
    Math.floor(12 * own[3]! ** 2),
    (170 + 9 * noise[1]!).toFixed(1),
    noise[2]!.toFixed(2),
    `20${10 + Math.floor(15 * own[4]!)}-0${1 + Math.floor(9 * own[5]!)}-15`,
    region,
    member ? "plus" : ["free", "basic"][Math.floor(2 * own[6]!)],
    ["phone", "tablet", "desktop"][Math.floor(3 * own[7]!)],
    region === "west" ? "fr" : "en",
    member,
    own[8]! < 0.3,
  ];
  // each label depends on the columns, and some on labels before them
  const on = (logit: number, j: number): number => Number(own[9 + j]! < 1 / (1 + Math.exp(-logit)));
  const music = on((50 - age) / 10, 0);
  const sport = on(noise[2]! + (member ? 1 : -1), 1);
  const news = on((age - 45) / 8, 2);
  const games = on(2 * music - 1.5, 3);
  const travel = on((region === "west" ? 1 : -1) + noise[2]! - 2 * games, 4);
  const food = on(travel - news, 5);
  const cells = values.map((value, j) => (own[15]! < 0.4 && j === row % 12 ? "" : value));
  return [...cells, music, sport, news, games, travel, food].join();
});
writeFileSync("people.csv", `${[columns, ...lines].join("\n")}\n`);
