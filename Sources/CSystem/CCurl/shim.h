#pragma once
#include <curl/curl.h>

// Swift cannot call functions of variable arguments, which libcurl's options and questions are.
typedef size_t (*ccurl_receiver)(char *, size_t, size_t, void *);

static inline CURLcode ccurl_set_long(CURL *c, CURLoption o, long v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode ccurl_set_text(CURL *c, CURLoption o, const char *v) {
  return curl_easy_setopt(c, o, v);
}
static inline CURLcode ccurl_set_buffer(CURL *c, CURLoption o, char *v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode ccurl_set_receiver(CURL *c, CURLoption o, ccurl_receiver v) {
  return curl_easy_setopt(c, o, v);
}
static inline CURLcode ccurl_set_pointer(CURL *c, CURLoption o, void *v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode ccurl_get_long(CURL *c, CURLINFO i, long *v) { return curl_easy_getinfo(c, i, v); }
static inline CURLcode ccurl_get_text(CURL *c, CURLINFO i, const char **v) {
  return curl_easy_getinfo(c, i, v);
}
static inline CURLcode ccurl_get_certificates(CURL *c, struct curl_certinfo **v) {
  return curl_easy_getinfo(c, CURLINFO_CERTINFO, v);
}
