// SPDX-License-Identifier: GPL-2.0-or-later
// Finding where JSON objects begin and end while bytes come in. Their content is not checked here
// beyond strings and brackets: simdjson parses each element.
#include "indexer/readers/json/bytes.h"
#include "indexer/readers/json/elements.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Envelopes inside envelopes go no deeper than this.
constexpr std::size_t kMaxEnvelopes = 8;

/// Brackets are matched down to this depth; simdjson refuses anything deeper.
constexpr std::size_t kMatchedDepth = 1024;

enum class Class : unsigned char { Plain, Quote, Open, Close, LineEnd, Separator };

constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> classes{};
  classes['"'] = Class::Quote;
  classes['{'] = classes['['] = Class::Open;
  classes['}'] = classes[']'] = Class::Close;
  classes['\n'] = Class::LineEnd;
  classes[' '] = classes['\t'] = classes['\r'] = classes[','] = Class::Separator;
  return classes;
}();

constexpr const char* kNotUnderPath = "there is no array of articles at the path given";

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  while (!path.empty()) {
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end != 0) steps.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return steps;
}

class StreamElements : public JsonElements {
 public:
  StreamElements(Input& input, std::string_view path)
      : bytes_(input), path_(steps_of(path)), line_start_(bytes_.offset()) {}

  bool next(JsonElement& element) override {
    while (true) {
      pass_blanks();
      const int c = bytes_.peek();
      if (c < 0) return at_end(element);
      if (open_.empty()) {
        if (c == '{') {
          begin(element);
          open(Frame::Object);
          holds_articles_ = has_text_ = false;
        } else if (c == '[' && path_.empty()) {
          open(Frame::Array);
          holds_articles_ = true;
        } else {
          begin(element);
          return c == '[' && pass_value() ? whole(element, kNotUnderPath) : broken(element);
        }
      } else if (open_.back() == Frame::Array) {
        if (c != ']') {
          begin(element);
          if (c == '}' || !pass_value()) return broken(element);
          return whole(element, c == '{' ? "" : "not a JSON object");
        }
        close();
      } else if (c == '}') {
        close();
        if (open_.empty() && !holds_articles_) {
          return whole(element, path_.empty() ? "" : kNotUnderPath);
        }
      } else {
        if (holds_articles_) locate(element);
        if (c != '"' || !pass_member()) return broken(element);
        // What surrounds articles may be long; an article may not.
        if (holds_articles_) bytes_.arrived();
      }
    }
  }

 private:
  enum class Frame { Object, Array };
  void pass_blanks() {
    for (int c = bytes_.peek(); c >= 0; c = bytes_.peek()) {
      const Class kind = kClasses[static_cast<std::size_t>(c)];
      if (kind == Class::LineEnd) {
        line_start_ = bytes_.offset() + 1;
        only_blanks_ = true;
      } else if (kind != Class::Separator) {
        return;
      }
      bytes_.pass();
    }
  }

  void locate(JsonElement& element) {
    element.line = bytes_.line();
    element.offset = bytes_.offset();
    element.problem.clear();
    column_ = only_blanks_ ? std::optional(bytes_.offset() - line_start_) : std::nullopt;
  }

  void begin(JsonElement& element) {
    locate(element);
    bytes_.keep_from_here();
  }

  void open(Frame frame) {
    open_.push_back(frame);
    bytes_.pass();
    // What follows '[' on its line still counts as the beginning of the line.
    if (frame == Frame::Object) only_blanks_ = false;
  }

  void close() {
    open_.pop_back();
    bytes_.pass();
    only_blanks_ = false;
  }

  bool whole(JsonElement& element, const char* problem) {
    only_blanks_ = false;
    element.text = bytes_.take_kept();
    element.problem = problem;
    if (bytes_.is_over_limit()) {
      element.problem = fmt::format("an object of over {} MiB", kMaxLineBytes >> 20U);
    }
    return true;
  }

  bool at_end(JsonElement& element) {
    if (open_.empty()) return false;
    if (holds_articles_) locate(element);
    return cut_off(element);
  }

  bool cut_off(JsonElement& element) {
    open_.clear();
    bytes_.keep_nothing();
    element.problem =
        "the file ends before the JSON does: it was cut off, or a quotation mark or bracket is "
        "missing";
    return true;
  }

  /// The element cannot be followed to its end.
  bool broken(JsonElement& element) {
    if (bytes_.peek() < 0) return cut_off(element);
    bytes_.keep_nothing();
    // Only an array is still there after one of its elements.
    if (!open_.empty() && open_.back() == Frame::Object) open_.clear();
    element.problem = "not JSON: a quotation mark or bracket is missing or out of place";
    if (!pass_to_column()) {
      open_.clear();
      element.problem +=
          "; what follows in the file was not read, because it is not certain where an article "
          "begins";
    }
    return true;
  }

  /// To the next line that begins with '{' in the column of the broken element; false when there
  /// is none.
  bool pass_to_column() {
    while (bytes_.pass_line()) {
      bytes_.pass();
      only_blanks_ = true;
      line_start_ = bytes_.offset();
      for (int c = bytes_.peek(); column_ && (c == ' ' || c == '\t'); c = bytes_.peek()) {
        bytes_.pass();
      }
      if (column_ && bytes_.peek() == '{' && bytes_.offset() - line_start_ == *column_) return true;
    }
    return false;
  }

  /// A key and its value, of an object that is an article or leads to articles; stops inside the
  /// value where that leads to articles. False if it has no end.
  bool pass_member() {
    std::string key;
    if (!pass_string(&key)) return false;
    pass_blanks();
    if (bytes_.peek() != ':') return false;
    bytes_.pass();
    pass_blanks();
    const int c = bytes_.peek();
    if (c == '{' && leads_to(key, Frame::Object)) {
      open(Frame::Object);
      return true;
    }
    if (c == '[' && leads_to(key, Frame::Array)) {
      bytes_.pass();
      pass_blanks();
      // An array of anything but objects is a value like others.
      if (bytes_.peek() != '{' && path_.empty()) return pass_value(Frame::Array);
      open_.push_back(Frame::Array);
      holds_articles_ = true;
      bytes_.keep_nothing();
      return true;
    }
    if (open_.size() == 1 && is_text_key(key)) has_text_ = true;
    return pass_value();
  }

  [[nodiscard]] bool leads_to(const std::string& key, Frame frame) const {
    const std::size_t depth = open_.size();
    if (path_.empty()) return !has_text_ && depth < kMaxEnvelopes && is_envelope_key(key);
    const bool is_last = depth == path_.size();
    return depth <= path_.size() && path_[depth - 1] == key && is_last == (frame == Frame::Array);
  }

  /// Passes a whole value; `opened` is the bracket of it that was passed already. False if it has
  /// no end.
  bool pass_value(std::optional<Frame> opened = std::nullopt) {
    brackets_.clear();
    std::size_t depth = 0;
    const auto push = [&](Frame frame) {
      if (++depth <= kMatchedDepth) brackets_.push_back(frame);
    };
    if (opened) push(*opened);
    while (true) {
      const int c = bytes_.peek();
      if (c < 0) return false;
      switch (kClasses[static_cast<std::size_t>(c)]) {
        case Class::Quote:
          if (!pass_string(nullptr)) return false;
          if (depth == 0) return true;
          continue;
        case Class::Open:
          push(c == '{' ? Frame::Object : Frame::Array);
          break;
        case Class::Close:
          if (depth == 0) return true;  // the bracket around a number
          if (depth <= kMatchedDepth) {
            if (brackets_.back() != (c == '}' ? Frame::Object : Frame::Array)) return false;
            brackets_.pop_back();
          }
          if (--depth == 0) {
            bytes_.pass();
            return true;
          }
          break;
        case Class::LineEnd:
        case Class::Separator:
          if (depth == 0) return true;
          break;
        case Class::Plain:
          break;
      }
      bytes_.pass();
    }
  }

  /// False if the string has no end: JSON has no line end inside one.
  bool pass_string(std::string* key) {
    bytes_.pass();
    while (true) {
      const bool found = bytes_.pass_plain_text(key);
      const int c = bytes_.peek();
      if (!found || c == '\n') return false;
      bytes_.pass();
      if (c == '"') return true;
      if (bytes_.peek() < 0) return false;
      bytes_.pass();
    }
  }

  JsonBytes bytes_;
  const std::vector<std::string> path_;
  std::vector<Frame> open_;      ///< what is around the next element
  std::vector<Frame> brackets_;  ///< inside the value that is passed; kept for its memory
  bool holds_articles_ = false;  ///< what is open at the top is not an article, but contains some
  bool has_text_ = false;        ///< the object at the top is an article
  bool only_blanks_ = true;      ///< since `line_start_`
  std::uint64_t line_start_;
  std::optional<std::uint64_t> column_;  ///< of the element begun last, where it began its line
};

}  // namespace

std::unique_ptr<JsonElements> json_stream(Input& input, std::string_view path) {
  return std::make_unique<StreamElements>(input, path);
}

}  // namespace dateline
