// What Glibc's Swift module leaves out: epoll, eventfd, accept4, adjtimex, mallopt.
#pragma once
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timex.h>

// accept4 is declared under _GNU_SOURCE only, which would turn sockaddr parameters into a union.
extern int accept4(int, struct sockaddr *, socklen_t *, int);
