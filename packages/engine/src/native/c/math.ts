/**
 * The functions of single numbers, in C without branches, so that compilers vectorize the loops that call
 * them. exp, log, tanh and sigmoid are within 2·10⁻⁷ of the exact values, relatively.
 */
export const cMath: string = `
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define FMA(a, b, c) __builtin_fmaf(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif

static inline int32_t bits_of(float x) { union { float f; int32_t i; } u = {x}; return u.i; }
static inline float float_of(int32_t i) { union { int32_t i; float f; } u = {i}; return u.f; }

/* eˣ = 2ᵏ·eʳ with |r| ≤ log(2)/2, and eʳ as a polynomial. 2ᵏ in two factors reaches denormal numbers. */
static inline float ebm_exp(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  const float shifted = FMA(x, 1.44269504f, 12582912.0f); /* adding 1.5·2²³ rounds to an integer */
  const float n = shifted - 12582912.0f;
  const float r = FMA(n, -1.42860677e-6f, FMA(n, -0.693145752f, x));
  float p = 1.37805939e-3f;
  p = FMA(p, r, 8.37312452e-3f);
  p = FMA(p, r, 4.16695364e-2f);
  p = FMA(p, r, 1.66664720e-1f);
  p = FMA(p, r, 4.99999851e-1f);
  p = FMA(p, r, 1.0f);
  p = FMA(p, r, 1.0f);
  const int32_t k = bits_of(shifted) - 0x4B400000;
  const int32_t half = k >> 1;
  return p * float_of((int32_t)((uint32_t)(half + 127) << 23)) *
         float_of((int32_t)((uint32_t)(k - half + 127) << 23));
}

/* x = 2ᵉ·(1 + m) with √½ ≤ 1 + m < √2, and log(1 + m) = m − m²/2 + m³·p(m) (Cephes). */
static inline float ebm_log(float x) {
  const int small = x < 1.17549435e-38f;
  const int32_t bits = bits_of(small ? x * 8388608.0f : x);
  const int32_t e = (bits - 0x3f3504f3) >> 23;
  const float m = float_of((int32_t)((uint32_t)bits - ((uint32_t)e << 23))) - 1.0f;
  const float k = (float)e - (small ? 23.0f : 0.0f);
  const float z = m * m;
  float p = 7.0376836292e-2f;
  p = FMA(p, m, -1.1514610310e-1f);
  p = FMA(p, m, 1.1676998740e-1f);
  p = FMA(p, m, -1.2420140846e-1f);
  p = FMA(p, m, 1.4249322787e-1f);
  p = FMA(p, m, -1.6668057665e-1f);
  p = FMA(p, m, 2.0000714765e-1f);
  p = FMA(p, m, -2.4999993993e-1f);
  p = FMA(p, m, 3.3333331174e-1f);
  const float low = FMA(-0.5f, z, FMA(k, -2.12194440e-4f, m * z * p));
  const float y = FMA(k, 0.693359375f, m + low);
  const float limit = x == 0.0f ? -__builtin_inff() : __builtin_nanf("");
  const float finite = x > 0.0f ? y : limit;
  return x == __builtin_inff() ? x : finite;
}

static inline float ebm_tanh(float x) {
  const float a = __builtin_fabsf(x);
  const float z = x * x;
  float p = -5.70498872745e-3f;
  p = FMA(p, z, 2.06390887954e-2f);
  p = FMA(p, z, -5.37397155531e-2f);
  p = FMA(p, z, 1.33314422036e-1f);
  p = FMA(p, z, -3.33332819422e-1f);
  const float near = FMA(p * z, a, a);
  const float far = 1.0f - 2.0f / (ebm_exp(2.0f * a) + 1.0f);
  return __builtin_copysignf(a < 0.625f ? near : far, x);
}

static inline float ebm_sigmoid(float x) {
  const float e = ebm_exp(-__builtin_fabsf(x));
  const float s = 1.0f / (1.0f + e);
  return x < 0.0f ? e * s : s;
}

/* eˣ − 1 = tanh(x/2)·(eˣ + 1), which is accurate near zero. */
static inline float ebm_expm1(float x) {
  const float near = ebm_tanh(0.5f * x) * (ebm_exp(x) + 1.0f);
  return x > 88.0f ? ebm_exp(x) : near;
}

static inline float ebm_elu(float x, float alpha) { return x < 0.0f ? alpha * ebm_expm1(x) : x; }
static inline float ebm_selu(float x) {
  const float y = x < 0.0f ? 1.67326319f * ebm_expm1(x) : x;
  return 1.05070102f * y;
}

/* Of numbers of which one is NaN, these return NaN. */
static inline float ebm_max(float a, float b) { return (a > b) | (a != a) ? a : b; }
static inline float ebm_min(float a, float b) { return (a < b) | (a != a) ? a : b; }
static inline float ebm_relu(float x) { return x <= 0.0f ? 0.0f : x; }
static inline float ebm_sign(float x) { return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x; }

/* slope·x + offset, clipped to [0, 1]. As a step up it keeps NaN, and as a step down NaN becomes 0. */
static inline float ebm_ramp(float x, float slope, float offset) {
  const float y = slope * x + offset;
  const float high = y > 1.0f ? 1.0f : y;
  return high <= 0.0f ? 0.0f : high;
}
static inline float ebm_fall(float x, float slope, float offset) {
  const float y = slope * x + offset;
  const float high = y > 1.0f ? 1.0f : y;
  return high > 0.0f ? high : 0.0f;
}

/* As Math.pow: NaN for ±1 to the power of ±∞, and for any number to the power of NaN. */
static inline float ebm_pow(float a, float b) {
  if (b != b || (__builtin_fabsf(a) == 1.0f && __builtin_fabsf(b) == __builtin_inff()))
    return __builtin_nanf("");
  return powf(a, b);
}

/* The integer towards zero, modulo 2³² as in JavaScript. */
static inline int32_t ebm_int32(float x) {
  if (__builtin_fabsf(x) < 2147483648.0f) return (int32_t)x;
  if (x - x != 0.0f) return 0;
  return (int32_t)(uint32_t)(int64_t)fmodf(x, 4294967296.0f);
}

/* An index within 0..size − 1. Negative ones count from the end. */
static inline long ebm_place(int64_t index, long size) {
  const int64_t at = index < 0 ? index + size : index;
  return (long)(at < 0 ? 0 : at >= size ? size - 1 : at);
}

/* An index of which those beyond a border are mirrored at it. */
static inline long ebm_mirror(long index, long size) {
  const long at = index < 0 ? -index : index;
  return at >= size ? 2 * (size - 1) - at : at;
}

/* Whether a comes before b among the largest numbers. NaN comes last. */
#define ebm_above(a, b) ((a) > (b) || ((b) != (b) && (a) == (a)))

/* a/b and a mod b of integers; the rest has the sign of b, and division by zero gives 0. */
static inline int64_t ebm_quotient(int64_t a, int64_t b) {
  return b == 0 ? 0 : b == -1 ? -a : a / b;
}
static inline int64_t ebm_mod(int64_t a, int64_t b) {
  if (b == 0 || b == -1) return 0;
  const int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}
`;
