// SPDX-License-Identifier: GPL-2.0-or-later
// A tag is "<" or "</", a name, and attributes up to ">"; "a < b" and "<joe@paper.example>" are not
// tags.
#include "indexer/readers/sgml/scanner.h"

#include "common/text/ascii.h"

#include <algorithm>

namespace dateline::sgml {
namespace {

/// Longer tags and names are text.
constexpr std::size_t kMaxTagBytes = 1024;
constexpr std::size_t kMaxNameBytes = 32;

bool is_name_character(char c) {
  return ascii::is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
}

}  // namespace

Token Scanner::next() {
  std::size_t start = at_;
  while (at_ < document_.size()) {
    const std::size_t mark = std::min(document_.find('<', at_), document_.size());
    at_ = mark;
    if (mark == document_.size()) break;
    Token token;
    const bool passed_over = skip_declaration();
    if (!passed_over && !read_tag(token)) {
      ++at_;
      continue;
    }
    if (mark > start) {
      // The text comes first; the tag is read again later.
      at_ = mark;
      break;
    }
    if (!passed_over) return token;
    start = at_;
  }
  if (start == at_) return {};
  return {Token::Kind::Text, document_.substr(start, at_ - start), {}, {}};
}

bool Scanner::read_tag(Token& token) {
  std::string_view tag = document_.substr(at_ + 1, kMaxTagBytes);
  token.kind = Token::Kind::Open;
  if (tag.starts_with('/')) {
    token.kind = Token::Kind::Close;
    tag.remove_prefix(1);
  }
  if (tag.empty() || !ascii::is_letter(tag[0])) return false;
  std::size_t name_size = 1;
  while (name_size < tag.size() && is_name_character(tag[name_size])) ++name_size;
  if (name_size > kMaxNameBytes || name_size == tag.size()) return false;
  if (tag[name_size] != '>' && tag[name_size] != '/' &&
      ascii::kBlanks.find(tag[name_size]) == std::string_view::npos) {
    return false;
  }
  const std::size_t end = tag.find_first_of("<>", name_size);
  if (end == std::string_view::npos || tag[end] == '<') return false;
  token.name = tag.substr(0, name_size);
  token.attributes = tag.substr(name_size, end - name_size);
  at_ = static_cast<std::size_t>(tag.data() - document_.data()) + end + 1;
  return true;
}

/// "<!-- … -->", "<!DOCTYPE …>", "<?xml …?>".
bool Scanner::skip_declaration() {
  const std::string_view rest = document_.substr(at_);
  if (rest.starts_with("<!--") && !no_comment_ends_) {
    const std::size_t end = rest.find("-->", 4);
    if (end != std::string_view::npos) {
      at_ += end + 3;
      return true;
    }
    no_comment_ends_ = true;
  }
  if (!rest.starts_with("<!") && !rest.starts_with("<?")) return false;
  const std::size_t end = rest.substr(0, kMaxTagBytes).find('>');
  if (end == std::string_view::npos) return false;
  at_ += end + 1;
  return true;
}

std::string_view attribute(std::string_view attributes, std::string_view name) {
  while (true) {
    const std::size_t start = attributes.find_first_not_of(" \t\r\n/");
    if (start == std::string_view::npos) return {};
    attributes.remove_prefix(start);
    const std::size_t name_size = std::min(attributes.find_first_of("= \t\r\n"), attributes.size());
    const std::string_view found = attributes.substr(0, name_size);
    attributes.remove_prefix(name_size);
    const std::size_t equals = attributes.find_first_not_of(ascii::kBlanks);
    if (equals == std::string_view::npos || attributes[equals] != '=') continue;
    attributes.remove_prefix(equals + 1);
    attributes.remove_prefix(
        std::min(attributes.find_first_not_of(ascii::kBlanks), attributes.size()));
    std::string_view value;
    if (attributes.starts_with('"') || attributes.starts_with('\'')) {
      const std::size_t end = std::min(attributes.find(attributes[0], 1), attributes.size());
      value = attributes.substr(1, end - 1);
      attributes.remove_prefix(std::min(end + 1, attributes.size()));
    } else {
      value = attributes.substr(0, attributes.find_first_of(ascii::kBlanks));
      attributes.remove_prefix(value.size());
    }
    if (ascii::same(found, name)) return value;
  }
}

}  // namespace dateline::sgml
