// SPDX-License-Identifier: GPL-2.0-or-later
// Texts of libxml2.
#pragma once

#include <string_view>

#include <libxml/xmlstring.h>

namespace dateline::xml {

/// Empty for null.
inline std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

}  // namespace dateline::xml
