// Many HTTP/1.1 connections to one server on loopback, on one epoll descriptor: at most one request under way on
// each. It is C so that the driver takes as little of the machine as it can from the server it measures.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct load_driver;

// An answer that has come; `body` is good until the next call.
struct load_answer {
  uint32_t connection;
  int status;
  const uint8_t *body;
  size_t length;
  // CLOCK_MONOTONIC when its last byte was read, in nanoseconds.
  int64_t time;
};

// Opens connections to 127.0.0.1, with TLS if `is_secure`; NULL if one fails, with errno set.
struct load_driver *load_driver_open(uint16_t port, uint32_t connections, int is_secure);

// Closes them without leaving their ports in TIME_WAIT.
void load_driver_close(struct load_driver *driver);

// Sends a request on a connection that has none under way; 0, or -1 with errno set.
int load_driver_send(struct load_driver *driver, uint32_t connection, const uint8_t *bytes, size_t count);

// Waits for the next answer: 1, 0 when `milliseconds` are over, -1 if a connection broke.
int load_driver_next(struct load_driver *driver, int milliseconds, struct load_answer *answer);

// Opens so many TLS connections, one behind the other, with a request each. With `is_resumed` all but the first come
// back with the ticket of the one before, otherwise none does: -1 if the server sees it otherwise, or one fails.
int load_driver_shake_hands(uint16_t port, uint32_t count, int is_resumed);

// CPU time that the living process `pid` has used so far, all threads, in nanoseconds; -1 if there is none.
int64_t load_cpu_time(int pid);
