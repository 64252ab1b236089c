/**
 * Threads in C that share the rows of a group. Each computes one run of rows, so results do not depend on
 * which thread is faster.
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
  int turn;      /* grows with each group */
  int busy;      /* threads that are not done with it */
  int running;   /* whether a step runs: threads look for its next group */
  int stopped;
  group_function *group;
  const struct memory *m;
  long rows;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  struct worker { struct pool *pool; long index; pthread_t thread; } workers[];
};

static void run_part(const struct pool *p, long index) {
  long each = (p->rows + p->count - 1) / p->count;
  if (p->rows >= 32 * p->count) each = (each + 15) / 16 * 16; /* whole tiles and vectors */
  const long from = index * each, end = from + each < p->rows ? from + each : p->rows;
  if (from < end) p->group(p->m, from, end);
}

static long microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

/* Waits for another turn than the last one. Returns 0 at the end. */
static int wait_for_turn(struct pool *p, int *last) {
  long idle = 0;
  for (long tries = 1;; tries++) {
    const int turn = READ(p->turn);
    if (READ(p->stopped)) return 0;
    if (turn != *last) {
      *last = turn;
      return 1;
    }
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
  struct worker *own = argument;
  for (int last = 0; wait_for_turn(own->pool, &last);) {
    run_part(own->pool, own->index);
    __atomic_sub_fetch(&own->pool->busy, 1, __ATOMIC_ACQ_REL);
  }
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
  WRITE(p->busy, (int)p->count - 1);
  WRITE(p->turn, p->turn + 1);
  run_part(p, 0);
  for (long tries = 1; READ(p->busy) > 0; tries++) {
    RELAX();
    if (tries % 8192 == 0) sched_yield();
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
  for (long i = 1; i < p->count; i++) pthread_join(p->workers[i].thread, NULL);
  free(p);
}

/* With fewer threads than asked for, if the system gives no more. */
static struct pool *open_pool(long count, long spin) {
  struct pool *p = calloc(1, sizeof *p + (size_t)count * sizeof p->workers[0]);
  if (!p) return NULL;
  p->spin = spin;
  pthread_mutex_init(&p->mutex, NULL);
  pthread_cond_init(&p->wake, NULL);
  for (p->count = 1; p->count < count; p->count++) {
    struct worker *own = &p->workers[p->count];
    own->pool = p;
    own->index = p->count;
    if (pthread_create(&own->thread, NULL, work, own)) break;
  }
  return p;
}
`;
