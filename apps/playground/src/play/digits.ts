/** Returns a picture of each digit, 8 × 8 bits, row by row. They are of the UCI data set of digits. */
export function digits(): readonly (readonly number[])[] {
  return HEX.map((text) =>
    [...text].flatMap((digit) =>
      [8, 4, 2, 1].map((bit) => Number((parseInt(digit, 16) & bit) > 0)),
    ),
  );
}

/** Four bits a letter, by digit. */
const HEX = [
  "183c262626262c18",
  "181c18781818181c",
  "0c1c3c0c38703c0e",
  "386818180c06263c",
  "08181036343c0c08",
  "303c3c3c0e060c3c",
  "18183030383c3e1c",
  "3e360c3c38103020",
  "383c341c183c263c",
  "303c3c2c3c060c38",
];
