/**
 * Threads in C that share the rows of a group. Its parts are always the same runs of rows, and each thread
 * takes the next part, so results do not depend on which thread is faster. The calling thread waits for
 * no thread that has not begun: on a busy machine it computes all parts itself.
 */
export const cPool: string = `
#include <pthread.h>
#include <sched.h>
#include <time.h>

#if defined(__x86_64__) || defined(__i386__)
#define RELAX() __builtin_ia32_pause()
#else
#define RELAX() ((void)0)
#endif
#define READ(x) __atomic_load_n(&(x), __ATOMIC_ACQUIRE)
#define WRITE(x, value) __atomic_store_n(&(x), value, __ATOMIC_RELEASE)

struct pool {
  long count;    /* threads, and the calling one */
  long spin;     /* the µs for which an idle thread looks for work before it sleeps */
  uint64_t next; /* the number of the group, and in the last byte its next part */
  long parts, done;
  int running;   /* whether a step runs: threads look for its next group */
  int stopped;
  group_function *group;
  const struct memory *m;
  long rows;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  pthread_t threads[];
};

/* Takes the next part of the group. Returns -1 if there is none. */
static long take_part(struct pool *p) {
  uint64_t next = READ(p->next);
  while ((long)(next & 255) < p->parts)
    if (__atomic_compare_exchange_n(&p->next, &next, next + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
      return (long)(next & 255);
  return -1;
}

static void run_part(struct pool *p, long part) {
  long each = (p->rows + p->parts - 1) / p->parts;
  if (p->rows >= 32 * p->parts) each = (each + 15) / 16 * 16; /* whole tiles and vectors */
  const long from = part * each, end = from + each < p->rows ? from + each : p->rows;
  if (from < end) p->group(p->m, from, end);
  __atomic_add_fetch(&p->done, 1, __ATOMIC_ACQ_REL);
}

static long microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

/* Waits until there may be a part to take. Returns 0 at the end. */
static int wait_for_part(struct pool *p) {
  long idle = 0;
  for (long tries = 1;; tries++) {
    if (READ(p->stopped)) return 0;
    if ((long)(READ(p->next) & 255) < p->parts) return 1;
    RELAX();
    if (READ(p->running)) {
      idle = 0;
      if (tries % 8192 == 0) sched_yield(); /* more threads than cores */
      continue;
    }
    if (idle == 0) idle = microseconds();
    if (microseconds() - idle < p->spin) continue;
    pthread_mutex_lock(&p->mutex);
    while (!p->running && !p->stopped) pthread_cond_wait(&p->wake, &p->mutex);
    pthread_mutex_unlock(&p->mutex);
  }
}

static void *work(void *argument) {
  struct pool *p = argument;
  while (wait_for_part(p))
    for (long part; (part = take_part(p)) >= 0;) run_part(p, part);
  return NULL;
}

/* Runs a group on all threads, and returns when its rows are done. */
static void share(struct pool *p, group_function *group, const struct memory *m, long rows) {
  if (p->count == 1) {
    group(m, 0, rows);
    return;
  }
  p->group = group;
  p->m = m;
  p->rows = rows;
  WRITE(p->done, 0);
  WRITE(p->next, ((p->next >> 8) + 1) << 8);
  for (long part; (part = take_part(p)) >= 0;) run_part(p, part);
  for (long tries = 1; READ(p->done) < p->parts; tries++) {
    RELAX();
    if (tries % 256 == 0) sched_yield();
  }
}

static void set_running(struct pool *p, int running) {
  if (p->count == 1) return;
  pthread_mutex_lock(&p->mutex);
  p->running = running;
  if (running) pthread_cond_broadcast(&p->wake);
  pthread_mutex_unlock(&p->mutex);
}

static void close_pool(struct pool *p) {
  pthread_mutex_lock(&p->mutex);
  p->stopped = 1;
  pthread_cond_broadcast(&p->wake);
  pthread_mutex_unlock(&p->mutex);
  for (long i = 1; i < p->count; i++) pthread_join(p->threads[i], NULL);
  free(p);
}

/* With fewer threads than asked for, if the system gives no more. */
static struct pool *open_pool(long count, long spin) {
  if (count > 100) count = 100; /* two parts each, counted by one byte */
  struct pool *p = calloc(1, sizeof *p + (size_t)count * sizeof p->threads[0]);
  if (!p) return NULL;
  p->spin = spin;
  p->parts = 2 * count;
  p->next = (uint64_t)p->parts; /* no part to take */
  pthread_mutex_init(&p->mutex, NULL);
  pthread_cond_init(&p->wake, NULL);
  for (p->count = 1; p->count < count; p->count++)
    if (pthread_create(&p->threads[p->count], NULL, work, p)) break;
  return p;
}
`;
