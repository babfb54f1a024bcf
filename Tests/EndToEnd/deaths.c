// Loaded into the daemon by LD_PRELOAD: kills it at the call that a test has chosen, and keeps of each database file
// what was synced last, which is what a power failure leaves of it.
//
// DEATHS_ORDER names a file with a `struct order`, which the test writes while the daemon runs; DEATHS_KEPT names the
// directory for the synced copies. deaths.py is the other side of both.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum call { WRITE = 1, SYNC, READ, SEND };
enum moment { NEVER, BEFORE, MIDDLE, AFTER, STEP };

// The `count`-th call of a kind on a file; all but the last step of an order only lead on to the next.
struct step { int32_t file, call, moment, count; };
struct order { int32_t current, length; struct step steps[3]; };

// A file's number is its place here; 0 is a socket.
static const char *const files[] = {
  "", "onoffice.db-wal", "onoffice.db", "sync.db-wal", "sync.db",
};
enum { UNWATCHED = -1, SOCKET = 0, COUNT = sizeof files / sizeof *files };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile struct order *order;
static const char *kept;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("DEATHS_ORDER");
  int descriptor = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  kept = getenv("DEATHS_KEPT");
  if (descriptor < 0) return;
  void *mapped = mmap(NULL, sizeof *order, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (mapped != MAP_FAILED) order = mapped;
  close(descriptor);
}

static int file_of(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return UNWATCHED;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  for (int file = 1; name && file < COUNT; file++)
    if (!strcmp(name + 1, files[file])) return file;
  return UNWATCHED;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// When to die at this call. Before it: no other thread may overtake it.
static enum moment reach(int descriptor, enum call call) {
  if (!order || order->current >= order->length) return NEVER;
  int file = call == SEND ? SOCKET : file_of(descriptor);
  enum moment moment = NEVER;
  pthread_mutex_lock(&lock);
  volatile struct step *step = &order->steps[order->current];
  if (step->file == file && step->call == (int)call && --step->count == 0)
    moment = order->current + 1 < order->length ? STEP : (enum moment)step->moment;
  pthread_mutex_unlock(&lock);
  if (moment == BEFORE) die();
  return moment;
}

static void leave(enum moment moment) {
  if (moment == MIDDLE || moment == AFTER) die();
  if (moment == STEP) order->current++;
}

static ssize_t write_at(int descriptor, const void *bytes, size_t count, off64_t offset) {
  static ssize_t (*real)(int, const void *, size_t, off64_t);
  if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
  enum moment moment = reach(descriptor, WRITE);
  ssize_t written = real(descriptor, bytes, moment == MIDDLE ? count / 2 : count, offset);
  leave(moment);
  return written;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  return write_at(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  return write_at(descriptor, bytes, count, offset);
}

// A copy of a synced file takes the place of the one before as a whole.
static void keep(int descriptor, int file) {
  char part[PATH_MAX], whole[PATH_MAX];
  struct stat status;
  if (!kept || file <= SOCKET || fstat(descriptor, &status)) return;
  snprintf(part, sizeof part, "%s/%s.part", kept, files[file]);
  snprintf(whole, sizeof whole, "%s/%s", kept, files[file]);
  int copy = open(part, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  off_t offset = 0;
  while (offset < status.st_size && sendfile(copy, descriptor, &offset, status.st_size - offset) > 0) {}
  close(copy);
  if (offset == status.st_size) rename(part, whole);
}

static int synced(int (*real)(int), int descriptor) {
  enum moment moment = reach(descriptor, SYNC);
  int result = real(descriptor);
  if (result == 0) keep(descriptor, file_of(descriptor));
  leave(moment);
  return result;
}

int fdatasync(int descriptor) { return synced(dlsym(RTLD_NEXT, "fdatasync"), descriptor); }

int fsync(int descriptor) { return synced(dlsym(RTLD_NEXT, "fsync"), descriptor); }

// Only recovery reads a whole write-ahead log.
ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset) {
  static ssize_t (*real)(int, void *, size_t, off64_t);
  if (!real) real = dlsym(RTLD_NEXT, "pread64");
  enum moment moment = reach(descriptor, READ);
  ssize_t got = real(descriptor, bytes, count, offset);
  leave(moment);
  return got;
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
  static ssize_t (*real)(int, const void *, size_t, int);
  if (!real) real = dlsym(RTLD_NEXT, "send");
  enum moment moment = reach(descriptor, SEND);
  ssize_t sent = real(descriptor, bytes, moment == MIDDLE ? count / 2 : count, flags);
  leave(moment);
  return sent;
}
