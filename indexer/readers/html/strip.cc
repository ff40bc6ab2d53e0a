// SPDX-License-Identifier: GPL-2.0-or-later
// A tokenizer for tags only, after the HTML standard (section 13.2.5, Tokenization).
#include "indexer/readers/html/strip.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dateline::html {
namespace {

/// Elements nested deeper are flattened; Blink and WebKit flatten at the same depth.
constexpr std::size_t kMaxDepth = 512;

/// An end tag closes an element that was opened at most this many elements before: what is left
/// open in between is closed by it, too. A longer search would take quadratic time.
constexpr std::size_t kMaxLeftOpen = 32;

/// A tag beyond these keeps only its name. Parsers look for duplicates among attributes, which
/// takes quadratic time.
constexpr std::size_t kMaxAttributes = 64;
constexpr std::size_t kMaxTagBytes = std::size_t{32} << 10U;

/// Their content is not text of the page, and is removed with them.
constexpr auto kUnread = std::to_array<std::string_view>(
    {"script", "style", "noscript", "svg", "iframe", "template", "textarea", "select", "math"});

/// They neither represent nor contain text.
constexpr auto kDropped = std::to_array<std::string_view>(
    {"img", "input", "source", "embed", "track", "wbr", "col", "param", "area", "base", "picture"});

/// The standard closes these by itself, or never opens them, so they do not nest.
constexpr auto kNotNesting = std::to_array<std::string_view>(
    {"p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "thead", "tfoot", "caption",
     "colgroup", "br", "hr", "link", "meta", "html", "body"});

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

struct Tag {
  std::string name;  ///< lower case
  std::string_view attributes;
  std::size_t attribute_count = 0;
  bool is_end = false;
  std::size_t end = 0;  ///< where the page continues
};

class Stripper {
 public:
  explicit Stripper(std::string_view page) : page_(page) {}

  Stripped run() {
    out_.markup.reserve(page_.size() / 2);
    while (at_ < page_.size()) {
      const std::size_t open = std::min(page_.find('<', at_), page_.size());
      out_.markup += page_.substr(at_, open - at_);
      at_ = open;
      if (at_ < page_.size()) take_markup();
    }
    return std::move(out_);
  }

 private:
  void take_markup() {
    const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : ' ';
    const char after = at_ + 2 < page_.size() ? page_[at_ + 2] : ' ';
    if (page_.substr(at_, 4) == "<!--") return take_comment();
    if (next == '!' || next == '?' || (next == '/' && !ascii::is_letter(after)))
      return skip_declaration();
    if (ascii::is_letter(next) || next == '/') return take_tag();
    out_.markup += "&lt;";
    ++at_;
  }

  void take_comment() {
    // From its opening dashes on, because `<!-->` is a complete comment.
    const std::size_t close = page_.find("-->", at_ + 2);
    const std::size_t end = close == std::string_view::npos ? page_.size() : close + 3;
    note_address(page_.substr(at_, std::min<std::size_t>(end - at_, 2048)));
    at_ = end;
  }

  /// `<!-- Mirrored from host/path by HTTrack … -->`, `<!-- saved from url=(0042)https://… -->`.
  void note_address(std::string_view comment) {
    constexpr std::string_view kHttrack = "Mirrored from ";
    constexpr std::string_view kBrowser = "saved from url=(";
    if (!out_.mirrored_from.empty()) return;
    if (const auto at = comment.find(kHttrack); at != std::string_view::npos) {
      const std::string_view address = comment.substr(at + kHttrack.size());
      out_.mirrored_from = address.substr(0, address.find_first_of(" \n\t"));
      if (out_.mirrored_from.find("://") == std::string::npos) {
        out_.mirrored_from.insert(0, "http://");
      }
    } else if (const auto from = comment.find(kBrowser); from != std::string_view::npos) {
      std::string_view address = comment.substr(from + kBrowser.size());
      address.remove_prefix(std::min(address.find(')'), address.size() - 1) + 1);
      out_.mirrored_from = address.substr(0, address.find_first_of(" \n\t"));
    }
  }

  void skip_declaration() {
    const std::size_t close = page_.find('>', at_);
    at_ = close == std::string_view::npos ? page_.size() : close + 1;
  }

  Tag read_tag() const {
    Tag tag;
    std::size_t at = at_ + 1;
    tag.is_end = page_[at] == '/';
    if (tag.is_end) ++at;
    const std::size_t name = at;
    while (at < page_.size() && !is_space(page_[at]) && page_[at] != '/' && page_[at] != '>') ++at;
    tag.name = page_.substr(name, std::min<std::size_t>(at - name, 64));
    for (char& c : tag.name) c = ascii::lower(c);
    const std::size_t attributes = at;
    while (at < page_.size() && page_[at] != '>') {
      if (is_space(page_[at]) || page_[at] == '/') {
        ++at;
        continue;
      }
      ++tag.attribute_count;
      at = after_attribute(at);
    }
    tag.attributes = page_.substr(attributes, at - attributes);
    tag.end = std::min(at + 1, page_.size());
    return tag;
  }

  std::size_t after_attribute(std::size_t at) const {
    ++at;  // a name may begin with '='
    while (at < page_.size() && !is_space(page_[at]) && page_[at] != '/' && page_[at] != '>' &&
           page_[at] != '=') {
      ++at;
    }
    std::size_t value = at;
    while (value < page_.size() && is_space(page_[value])) ++value;
    if (value >= page_.size() || page_[value] != '=') return at;
    ++value;
    while (value < page_.size() && is_space(page_[value])) ++value;
    if (value >= page_.size()) return value;
    const char quote = page_[value];
    if (quote == '"' || quote == '\'') {
      const std::size_t close = page_.find(quote, value + 1);
      return close == std::string_view::npos ? page_.size() : close + 1;
    }
    while (value < page_.size() && !is_space(page_[value]) && page_[value] != '>') ++value;
    return value;
  }

  void take_tag() {
    const Tag tag = read_tag();
    at_ = tag.end;
    if (text::is_among(tag.name, kDropped)) return;
    if (text::is_among(tag.name, kUnread)) {
      if (!tag.is_end) skip_content(tag);
      return;
    }
    if (!text::is_among(tag.name, kNotNesting) &&
        !(tag.is_end ? close(tag.name) : open(tag.name))) {
      return;
    }
    out_.markup += tag.is_end ? "</" : "<";
    out_.markup += tag.name;
    if (!tag.is_end && tag.attribute_count <= kMaxAttributes &&
        tag.attributes.size() <= kMaxTagBytes) {
      out_.markup += tag.attributes;
    }
    out_.markup += '>';
  }

  void skip_content(const Tag& tag) {
    const auto index = static_cast<std::size_t>(
        std::find(kUnread.begin(), kUnread.end(), tag.name) - kUnread.begin());
    const std::size_t content = at_;
    const std::size_t close = unclosed_[index] ? page_.size() : end_tag(tag.name);
    if (close == page_.size()) unclosed_[index] = true;
    // The standard lets an unclosed script or style swallow the rest; for the others only the tag
    // itself is lost.
    const bool swallows = index < 2;
    if (close == page_.size() && !swallows) return;
    if (tag.name == "script" && tag.attributes.find("ld+json") != std::string_view::npos) {
      out_.json_ld.emplace_back(page_.substr(content, close - content));
    }
    at_ = close;
  }

  /// The position of `</name`, or the end of the page.
  std::size_t end_tag(std::string_view name) const {
    for (std::size_t at = at_; (at = page_.find("</", at)) != std::string_view::npos; at += 2) {
      if (ascii::starts_with(page_.substr(at + 2), name)) return at;
    }
    return page_.size();
  }

  /// False when the start tag is to be dropped.
  bool open(std::string_view name) {
    open_.push_back(std::hash<std::string_view>()(name));
    return open_.size() <= kMaxDepth;
  }

  /// False when the end tag is to be dropped.
  bool close(std::string_view name) {
    const std::size_t lowest = open_.size() > kMaxLeftOpen ? open_.size() - kMaxLeftOpen : 0;
    for (std::size_t i = open_.size(); i > lowest; --i) {
      if (open_[i - 1] != std::hash<std::string_view>()(name)) continue;
      open_.resize(i - 1);
      return i <= kMaxDepth;
    }
    return !open_.empty() && open_.size() <= kMaxDepth;
  }

  std::string_view page_;
  std::size_t at_ = 0;
  Stripped out_;
  std::vector<std::size_t> open_;                   ///< hashes of names
  std::array<bool, kUnread.size()> unclosed_ = {};  ///< no end tag follows
};

}  // namespace

Stripped strip(std::string_view page) {
  return Stripper(page).run();
}

}  // namespace dateline::html
