// SPDX-License-Identifier: GPL-2.0-or-later
// Keys of posting lists.
#include "common/glass/posting.h"

namespace dateline::glass {

std::string term_key(std::string_view term) {
  std::string key;
  for (const char c : term) {
    key += c;
    if (c == '\0') key += '\xFF';
  }
  return key;
}

bool term_of_key(std::string_view key, std::string& term) {
  term.clear();
  if (key.starts_with('\0') && !key.substr(1).starts_with('\xFF')) return false;
  for (std::size_t i = 0; i < key.size(); ++i) {
    term += key[i];
    if (key[i] != '\0') continue;
    if (i + 1 == key.size() || key[i + 1] != '\xFF') return false;  // a later chunk
    ++i;
  }
  return true;
}

}  // namespace dateline::glass
