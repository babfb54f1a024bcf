#define _GNU_SOURCE
#include "load_driver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
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
  // NULL without TLS.
  SSL *tls;
};

struct load_driver {
  int poll;
  // What all its connections share; NULL without TLS.
  SSL_CTX *context;
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

// What a client keeps of one server: the last ticket, if it is to come back with it.
static SSL_CTX *open_context(void) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (!context) return NULL;
  // The driver measures; whom it talks to is known.
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  return context;
}

// A handshake on a connection that waits for the server; NULL if it fails.
static SSL *shake_hands(SSL_CTX *context, int descriptor, SSL_SESSION *session) {
  SSL *tls = SSL_new(context);
  if (!tls) return NULL;
  if (SSL_set_fd(tls, descriptor) == 1 && (!session || SSL_set_session(tls, session) == 1) &&
      SSL_connect(tls) == 1)
    return tls;
  SSL_free(tls);
  errno = EPROTO;
  return NULL;
}

static int set_waiting(int descriptor, int is_waiting) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, is_waiting ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

static int start_tls(struct load_driver *driver, struct connection *connection) {
  if (set_waiting(connection->descriptor, 1) < 0) return -1;
  connection->tls = shake_hands(driver->context, connection->descriptor, NULL);
  return connection->tls ? set_waiting(connection->descriptor, 0) : -1;
}

struct load_driver *load_driver_open(uint16_t port, uint32_t connections, int is_secure) {
  struct load_driver *driver = calloc(1, sizeof *driver);
  if (!driver) return NULL;
  if (is_secure && !(driver->context = open_context())) {
    free(driver);
    errno = ENOMEM;
    return NULL;
  }
  driver->poll = epoll_create1(EPOLL_CLOEXEC);
  driver->connections = calloc(connections, sizeof *driver->connections);
  if (driver->poll < 0 || !driver->connections) goto failed;
  for (; driver->count < connections; driver->count++) {
    int descriptor = open_connection(port);
    if (descriptor < 0) goto failed;
    struct connection *connection = &driver->connections[driver->count];
    connection->descriptor = descriptor;
    if (is_secure && start_tls(driver, connection) < 0) {
      close(descriptor);
      goto failed;
    }
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
    SSL_free(driver->connections[index].tls);
    close(driver->connections[index].descriptor);
    free(driver->connections[index].bytes);
  }
  free(driver->connections);
  SSL_CTX_free(driver->context);
  if (driver->poll >= 0) close(driver->poll);
  free(driver);
}

int load_driver_send(struct load_driver *driver, uint32_t connection, const uint8_t *bytes, size_t count) {
  int descriptor = driver->connections[connection].descriptor;
  SSL *tls = driver->connections[connection].tls;
  if (tls) {
    ERR_clear_error();
    // Nothing is written in parts: a request is far smaller than what a socket takes.
    return SSL_write(tls, bytes, (int)count) == (int)count ? 0 : -1;
  }
  while (count > 0) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent < 0) return -1;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 0;
}

// What has come: its count, 0 if nothing is there for now, -1 if the connection broke.
static ssize_t take(struct connection *connection, void *bytes, size_t room) {
  if (connection->tls) {
    ERR_clear_error();
    int count = SSL_read(connection->tls, bytes, (int)room);
    if (count > 0) return count;
    return SSL_get_error(connection->tls, count) == SSL_ERROR_WANT_READ ? 0 : -1;
  }
  ssize_t count = recv(connection->descriptor, bytes, room, 0);
  if (count < 0) return errno == EAGAIN ? 0 : -1;
  return count == 0 ? -1 : count;
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
    ssize_t count = take(connection, connection->bytes + connection->count, room);
    if (count <= 0) return (int)count;
    connection->count += (size_t)count;
    // A TLS record may be read in parts, of which the poll knows nothing.
    if (!connection->tls && (size_t)count < room) return 0;
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

// Exchanges one request, so that the server's tickets have come.
static int ask(SSL *tls) {
  static const char request[] = "OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  char answer[4096];
  return SSL_write(tls, request, sizeof request - 1) > 0 && SSL_read(tls, answer, sizeof answer) > 0 ? 0 : -1;
}

int load_driver_shake_hands(uint16_t port, uint32_t count, int is_resumed) {
  SSL_CTX *context = open_context();
  SSL_SESSION *session = NULL;
  uint32_t done = 0;
  int is_done = context != NULL;
  while (is_done && done < count) {
    int descriptor = open_connection(port);
    is_done = descriptor >= 0 && set_waiting(descriptor, 1) == 0;
    SSL *tls = is_done ? shake_hands(context, descriptor, session) : NULL;
    is_done = tls && SSL_session_reused(tls) == (session != NULL) && ask(tls) == 0;
    if (is_done) {
      SSL_SESSION_free(session);
      session = is_resumed ? SSL_get1_session(tls) : NULL;
      done++;
      // Without a farewell OpenSSL would not use the session again.
      SSL_shutdown(tls);
    }
    SSL_free(tls);
    if (descriptor >= 0) close(descriptor);
  }
  SSL_SESSION_free(session);
  SSL_CTX_free(context);
  return is_done ? 0 : -1;
}

int64_t load_cpu_time(int pid) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return -1;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
