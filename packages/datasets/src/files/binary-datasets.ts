import type { DataFile, DatasetFacts } from "./data-file.js";

export interface BinarySources {
  readonly train: DataFile;
  readonly valid: DataFile;
  readonly test: DataFile;
}

type Digest = readonly [bytes: number, sha256: string];
type Facts = DatasetFacts<BinarySources>;
type Sizes = Pick<Facts, "rows" | "features" | "reference">;
type Digests = readonly [train: Digest, valid: Digest, test: Digest];

const lowd = "Lowd, Davis. Learning Markov Network Structure with Decision Trees. ICDM 2010";
const haaren =
  "Van Haaren, Davis. Markov Network Structure Learning: A Randomized Feature Generation Approach. AAAI 2012";
const larochelle =
  "Larochelle, Murray. The Neural Autoregressive Distribution Estimator. AISTATS 2011";

/** The sets of binary variables that can be loaded by name, on which densities are compared. */
export const binaryDatasets: Readonly<
  Record<
    | "nltcs"
    | "msnbc"
    | "kdd"
    | "baudio"
    | "jester"
    | "bnetflix"
    | "accidents"
    | "mushrooms"
    | "tretail"
    | "pumsb_star"
    | "kosarek",
    Facts
  >
> = {
  nltcs: dcsn("nltcs", { rows: 21574, features: 16, reference: lowd }, [
    [517792, "e547a7aedad1dd2f7177030881ab1b92c7e24ae5464c71a0f1f89daecaf52b30"],
    [69024, "93bbbf5c6febdc9bc6e5b5bfab636f4dc0685ab2896d24b23dd267794c3bfcf6"],
    [103552, "f9ffa6b74b27dc03bee3203d157ee31079e80b13be40d0c0093d635c25aed523"],
  ]),
  msnbc: dcsn("msnbc", { rows: 388434, features: 17, reference: lowd }, [
    [9905084, "92b1f4ed42ef87dafd6fe57c2e5c3b3dbc565157d2bc994a9b423898cd656e5e"],
    [1320662, "b937466c3e09b956b271438b2ff45ca4dc8b91890c9de6d02e486b0e22bf4e27"],
    [1981010, "60ff71cc017cfde0bd84f0cd383ccd29065f5c06a64404b77d28c4b26aa1aca5"],
  ]),
  kdd: dcsn("kdd", { rows: 234954, features: 64, reference: lowd }, [
    [23051776, "8d26e8e5baf164df3315bf33861e53052457200a9a57834eae027d84c6e28c12"],
    [2548096, "582aae9cf84785758869328d44295428395c53e5a091855ca0bf141a53c70765"],
    [4474240, "5cc76212353d13ffc98574c29c14b4b7b7363081acc3a76214e5ff2a5baa79b2"],
  ]),
  baudio: dcsn("baudio", { rows: 20000, features: 100, reference: lowd }, [
    [3000000, "b1ec73f4aa9d4ce48b465ded865cc3d22b3f68cf6258f9e15fbef8902138add1"],
    [400000, "7164d8a4943f74953f0e982002d84693fdf483e17f69e7407dc939c5ce5622fe"],
    [600000, "1474f3206f1f35e099803a0f40b0cd209bdc8d787825095ef6cb23fd87ed0d05"],
  ]),
  jester: dcsn("jester", { rows: 14116, features: 100, reference: lowd }, [
    [1800000, "dd93578c3359d5b234bb278bf0901c5215d83b910f7d51d7c91951a0a4c244cd"],
    [200000, "91df833941e189265345898d3f63211560c2456df599f34beee8e95381ee7524"],
    [823200, "346044fb561cf18f284f7e9d5896178b03048991b6ebb6f7482885fccbc16082"],
  ]),
  bnetflix: dcsn("bnetflix", { rows: 20000, features: 100, reference: lowd }, [
    [3000000, "73c87cf0635ec734cc0726a5c644b904ff33e81ea51f1049db0e77b787ebad7c"],
    [400000, "7f0a3e597c6f305f707f9ecd2b2aa523c576cdb17fdc5d902fc832ebea5163de"],
    [600000, "af73990782fd2f146d96059855c4f3bbb6a7a7caefc417ff620a3ed1415a2395"],
  ]),
  accidents: dcsn("accidents", { rows: 17009, features: 111, reference: haaren }, [
    [2832276, "a76648cf00772c275b4277b21d858e235e3c6d3c5ef30beeb4958189b6bed21c"],
    [377400, "fd3a80a0f411f157cf3772a057d26980bb166cb89b10cafb818a53f1ec30d46d"],
    [566322, "df3f1b6c035bf3e306a7d7127320e479d2546ce14a5d6d3043e6be0925b8b414"],
  ]),
  mushrooms: ucla("mushrooms", { rows: 8124, features: 112, reference: larochelle }, [
    [448000, "465c712c066bbbee3ccceded24bbe42b4c379df67b524e28cce9bf3a8b83f27b"],
    [112000, "5a067e6854df71623415e6adc8e913cbff766637a324788882ba800907aa5385"],
    [1259776, "313c5f04b5d0a18bee2f2ffa264be265d09f5362aad6f714637acd9552f81aa0"],
  ]),
  tretail: dcsn("tretail", { rows: 29387, features: 135, reference: haaren }, [
    [5951070, "f85cbbde32672c029ff3c53b44e81bb29a6843cb50f962d2ae0b7326da9d7df0"],
    [793260, "69024b394252f491a518ca93e164029fdae7d8c8eae7105739e8ab517b62e418"],
    [1190160, "474ffe4b10b213c0539a95d070955c35f042eb80d5a6198f7fca849cae28b378"],
  ]),
  pumsb_star: dcsn("pumsb_star", { rows: 16349, features: 163, reference: haaren }, [
    [3997412, "27e610b5f9f507f94ebf8a227f8b96cc59d7eed51e06ee5d2fe8353afbc1524c"],
    [533010, "6a491d1ea64eb0249dddd168fdddeef88aa21001a933eb7309603b6466187af8"],
    [799352, "b2da195314ac17f9d8d171743c5f98a28ea9583332a52d34aa228ff2e11aa8e7"],
  ]),
  kosarek: dcsn("kosarek", { rows: 44500, features: 190, reference: haaren }, [
    [12682500, "31ca93de99cf823c22fb207a81043834c887e52b71d86c586a4939be16a2206a"],
    [1691000, "5a4a5edc60b9c30a76b44fdc2978e976fec49c1544e850fe72a73ee60f760aa4"],
    [2536500, "c54cb99ae56399e26005daba5d56d92d215f73fbb46ce75b9a919690b2990225"],
  ]),
};

/** Published as `.gz`. */
function dcsn(name: string, sizes: Sizes, [train, valid, test]: Digests): Facts {
  const directory =
    "https://raw.githubusercontent.com/nicoladimauro/dcsn/dd0f7a43f5fededeeaf37905f48f918a25b8c2c7/data/generative";
  const file = (part: string, [bytes, sha256]: Digest): DataFile => ({
    path: `binary/${name}/${name}.${part}.data`,
    address: `${directory}/${name}.${part}.data.gz`,
    bytes,
    sha256,
  });
  const files = { train: file("ts", train), valid: file("valid", valid), test: file("test", test) };
  return { ...sizes, labels: 0, files };
}

function ucla(name: string, sizes: Sizes, [train, valid, test]: Digests): Facts {
  const directory =
    "https://raw.githubusercontent.com/UCLA-StarAI/Density-Estimation-Datasets/37d53c1a8ba488d0a39e8c64bd3387577080b143/datasets";
  const file = (part: string, [bytes, sha256]: Digest): DataFile => ({
    path: `binary/${name}/${name}.${part}.data`,
    address: `${directory}/${name}/${name}.${part}.data`,
    bytes,
    sha256,
  });
  const files = {
    train: file("train", train),
    valid: file("valid", valid),
    test: file("test", test),
  };
  return { ...sizes, labels: 0, files };
}
