// SPDX-License-Identifier: GPL-2.0-or-later
// The root element of a file, which distinguishes XML formats.
#pragma once

#include <string_view>

namespace dateline::xml {

struct Root {
  std::string_view name;  ///< the local name; empty if it is not XML
  std::string_view tag;   ///< all of its tag, as far as it is there
};

/// The root element at the beginning of a file, after declaration, comments and DOCTYPE.
Root root_of(std::string_view head);

bool is_nitf(std::string_view head);
bool is_newsml_g2(std::string_view head);
bool is_newsml1(std::string_view head);
bool is_rcv1(std::string_view head);
bool is_rss(std::string_view head);
bool is_atom(std::string_view head);

}  // namespace dateline::xml
