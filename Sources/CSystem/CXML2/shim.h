#pragma once
#include <libxml/xmlversion.h>

// Debian's libxml2 shows ICU's types in a structure that nothing here touches, and they clash with Foundation's.
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
