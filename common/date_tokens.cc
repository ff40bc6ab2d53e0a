// SPDX-License-Identifier: GPL-2.0-or-later
// Cutting a stated date into tokens.
#include "common/date_tokens.h"

#include <algorithm>
#include <array>

namespace dateline::date_tokens {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

std::vector<Token> scan(std::string_view text) {
  std::vector<Token> tokens;
  bool spaced = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const auto run = [&](auto belongs) {
      while (i < text.size() && belongs(text[i])) ++i;
      return text.substr(start, i - start);
    };
    if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
      ++i;
      spaced = true;
      continue;
    }
    if (is_digit(text[i])) {
      tokens.push_back({Token::Kind::Number, run(is_digit), spaced});
    } else if (is_letter(text[i])) {
      tokens.push_back({Token::Kind::Word, run(is_letter), spaced});
    } else {
      tokens.push_back({Token::Kind::Mark, text.substr(i++, 1), spaced});
    }
    spaced = false;
  }
  tokens.emplace_back();
  return tokens;
}

std::string with_plain_blanks(std::string_view text) {
  constexpr std::array<std::string_view, 3> kBlanks = {"\u00A0", "\u2009", "\u202F"};
  std::string out(text);
  for (const std::string_view blank : kBlanks) {
    for (std::size_t at = out.find(blank); at != std::string::npos; at = out.find(blank, at)) {
      out.replace(at, blank.size(), " ");
    }
  }
  return out;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace dateline::date_tokens
