#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// What OpenSSL defines as macros that Swift cannot import.
static inline int copenssl_set_minimum_version(SSL_CTX *c, int version) {
  return (int)SSL_CTX_set_min_proto_version(c, version);
}
static inline int copenssl_set_maximum_version(SSL_CTX *c, int version) {
  return (int)SSL_CTX_set_max_proto_version(c, version);
}
static inline int copenssl_set_groups(SSL_CTX *c, const char *names) {
  return (int)SSL_CTX_set1_groups_list(c, names);
}
static inline void copenssl_set_mode(SSL_CTX *c, long mode) { SSL_CTX_set_mode(c, mode); }
static inline void copenssl_set_session_cache(SSL_CTX *c, long mode) { SSL_CTX_set_session_cache_mode(c, mode); }
static inline void copenssl_set_server_name_callback(SSL_CTX *c, int (*call)(SSL *, int *, void *), void *with) {
  SSL_CTX_set_tlsext_servername_callback(c, call);
  SSL_CTX_set_tlsext_servername_arg(c, with);
}
static inline void copenssl_set_retry_read(BIO *b) { BIO_set_retry_read(b); }
static inline void copenssl_set_retry_write(BIO *b) { BIO_set_retry_write(b); }
static inline void copenssl_clear_retry(BIO *b) { BIO_clear_retry_flags(b); }

static const uint64_t copenssl_server_preference = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t copenssl_prioritize_chacha = SSL_OP_PRIORITIZE_CHACHA;
static const uint64_t copenssl_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t copenssl_no_compression = SSL_OP_NO_COMPRESSION;

// Names as people write them, umlauts included.
static const unsigned long copenssl_name_flags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

// HMAC-SHA-256 in the form that a ticket key callback is handed.
static inline int copenssl_set_ticket_mac(EVP_MAC_CTX *m, unsigned char *key, size_t length) {
  OSSL_PARAM values[] = {
      OSSL_PARAM_construct_octet_string("key", key, length),
      OSSL_PARAM_construct_utf8_string("digest", (char *)"SHA256", 0),
      OSSL_PARAM_construct_end(),
  };
  return EVP_MAC_CTX_set_params(m, values);
}
