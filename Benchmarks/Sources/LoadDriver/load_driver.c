#define _GNU_SOURCE
#include "load_driver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { events_at_once = 256, first_buffer = 4096 };

struct connection {
  int descriptor;
  // What has come of an answer that is not whole yet.
  uint8_t *bytes;
  size_t count, capacity;
};

struct load_driver {
  int poll;
  uint32_t count;
  struct connection *connections;
  struct epoll_event events[events_at_once];
  int ready, taken;
  // The connection whose answer was handed out last: its buffer is given back at the next call.
  struct connection *read;
};

static int open_connection(uint16_t port) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int one = 1;
  struct linger abort = {.l_onoff = 1, .l_linger = 0};
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0 ||
      setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) < 0 ||
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abort, sizeof abort) < 0 ||
      fcntl(descriptor, F_SETFL, O_NONBLOCK) < 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

struct load_driver *load_driver_open(uint16_t port, uint32_t connections) {
  struct load_driver *driver = calloc(1, sizeof *driver);
  if (!driver) return NULL;
  driver->poll = epoll_create1(EPOLL_CLOEXEC);
  driver->connections = calloc(connections, sizeof *driver->connections);
  if (driver->poll < 0 || !driver->connections) goto failed;
  for (; driver->count < connections; driver->count++) {
    int descriptor = open_connection(port);
    if (descriptor < 0) goto failed;
    driver->connections[driver->count].descriptor = descriptor;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = driver->count};
    if (epoll_ctl(driver->poll, EPOLL_CTL_ADD, descriptor, &event) < 0) {
      close(descriptor);
      goto failed;
    }
  }
  return driver;
failed:;
  int reason = errno;
  load_driver_close(driver);
  errno = reason;
  return NULL;
}

void load_driver_close(struct load_driver *driver) {
  for (uint32_t index = 0; index < driver->count; index++) {
    close(driver->connections[index].descriptor);
    free(driver->connections[index].bytes);
  }
  free(driver->connections);
  if (driver->poll >= 0) close(driver->poll);
  free(driver);
}

int load_driver_send(struct load_driver *driver, uint32_t connection, const uint8_t *bytes, size_t count) {
  int descriptor = driver->connections[connection].descriptor;
  while (count > 0) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent < 0) return -1;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 0;
}

// Reads what there is; -1 if the connection broke or there is no memory.
static int receive(struct connection *connection) {
  for (;;) {
    if (connection->count == connection->capacity) {
      size_t capacity = connection->capacity ? connection->capacity * 4 : first_buffer;
      uint8_t *bytes = realloc(connection->bytes, capacity);
      if (!bytes) return -1;
      connection->bytes = bytes;
      connection->capacity = capacity;
    }
    size_t room = connection->capacity - connection->count;
    ssize_t count = recv(connection->descriptor, connection->bytes + connection->count, room, 0);
    if (count < 0) return errno == EAGAIN ? 0 : -1;
    if (count == 0) return -1;
    connection->count += (size_t)count;
    if ((size_t)count < room) return 0;
  }
}

static size_t content_length(const uint8_t *head, size_t length) {
  static const char name[] = "\r\nContent-Length:";
  for (size_t at = 0; at + sizeof name <= length; at++) {
    if (head[at] == '\r' && !strncasecmp((const char *)head + at, name, sizeof name - 1))
      return strtoul((const char *)head + at + sizeof name - 1, NULL, 10);
  }
  return 0;
}

// Takes the answer if it is whole.
static int parse(const struct connection *connection, struct load_answer *answer) {
  const uint8_t *end = memmem(connection->bytes, connection->count, "\r\n\r\n", 4);
  if (!end || connection->count < 12) return 0;
  size_t head = (size_t)(end - connection->bytes) + 4;
  size_t length = content_length(connection->bytes, head);
  if (connection->count < head + length) return 0;
  answer->status = (int)strtol((const char *)connection->bytes + 9, NULL, 10);
  answer->body = connection->bytes + head;
  answer->length = length;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  answer->time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
  return 1;
}

int load_driver_next(struct load_driver *driver, int milliseconds, struct load_answer *answer) {
  if (driver->read) {
    free(driver->read->bytes);
    driver->read->bytes = NULL;
    driver->read->count = driver->read->capacity = 0;
    driver->read = NULL;
  }
  for (;;) {
    while (driver->taken < driver->ready) {
      uint32_t index = driver->events[driver->taken++].data.u32;
      struct connection *connection = &driver->connections[index];
      if (receive(connection) < 0) return -1;
      if (!parse(connection, answer)) continue;
      answer->connection = index;
      driver->read = connection;
      return 1;
    }
    driver->taken = 0;
    driver->ready = epoll_wait(driver->poll, driver->events, events_at_once, milliseconds);
    if (driver->ready == 0) return 0;
    if (driver->ready < 0) {
      driver->ready = 0;
      if (errno != EINTR) return -1;
    }
  }
}

int64_t load_cpu_time(int pid) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return -1;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
