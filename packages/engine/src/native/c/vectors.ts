/**
 * Vectors in C, as wide as those of the processor for which the code is compiled: AVX-512, AVX2, NEON, or
 * 128 bits.
 */
export const cVectors: string = `
#if defined(__AVX512F__)
#include <immintrin.h>
typedef __m512 vector;
#define ROWS 8
#define LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define MULTIPLY_ADD(a, b, c) _mm512_fmadd_ps(a, b, c)
#elif defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
typedef __m256 vector;
#define ROWS 6
#define LOW 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH 4, 12, 5, 13, 6, 14, 7, 15
#define MULTIPLY_ADD(a, b, c) _mm256_fmadd_ps(a, b, c)
#elif defined(__ARM_NEON)
#include <arm_neon.h>
typedef float32x4_t vector;
#define ROWS 8
#define LOW 0, 4, 1, 5
#define HIGH 2, 6, 3, 7
#define MULTIPLY_ADD(a, b, c) vfmaq_f32(c, a, b)
#else
typedef float vector __attribute__((vector_size(16)));
#define ROWS 4
#define LOW 0, 4, 1, 5
#define HIGH 2, 6, 3, 7
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

#define LANES (sizeof(vector) / sizeof(float))
#define WIDTH ((long)LANES)

#if defined(__clang__)
#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
typedef int32_t places __attribute__((vector_size(sizeof(vector))));
#define SHUFFLE(a, b, ...) __builtin_shuffle(a, b, (places){__VA_ARGS__})
#endif

static inline vector load(const float *p) { vector v; memcpy(&v, p, sizeof v); return v; }
static inline void store(float *p, vector v) { memcpy(p, &v, sizeof v); }
static inline vector splat(float x) { return x - (vector){0}; } /* + 0 would be work: it turns −0 into 0 */

/* The first n numbers, and zeros after them. */
static inline vector load_first(const float *p, long n) {
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_ps((__mmask16)((1u << n) - 1), p);
#else
  float lanes[LANES] = {0};
  for (long i = 0; i < n; i++) lanes[i] = p[i];
  return load(lanes);
#endif
}
static inline void store_first(float *p, long n, vector v) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << n) - 1), v);
#else
  float lanes[LANES];
  store(lanes, v);
  for (long i = 0; i < n; i++) p[i] = lanes[i];
#endif
}

static inline float total(vector v) {
  float lanes[LANES];
  store(lanes, v);
  for (long step = WIDTH / 2; step > 0; step /= 2)
    for (long i = 0; i < step; i++) lanes[i] += lanes[i + step];
  return lanes[0];
}

/* Turns WIDTH rows into columns, by a perfect shuffle of their halves for each bit of an index. */
static inline void transpose(vector rows[LANES]) {
  vector turned[LANES];
  for (long step = 1; step < WIDTH; step *= 2) {
    for (long i = 0; i < WIDTH / 2; i++) {
      turned[2 * i] = SHUFFLE(rows[i], rows[i + WIDTH / 2], LOW);
      turned[2 * i + 1] = SHUFFLE(rows[i], rows[i + WIDTH / 2], HIGH);
    }
    for (long i = 0; i < WIDTH; i++) rows[i] = turned[i];
  }
}
`;
