// SPDX-License-Identifier: GPL-2.0-or-later
// One pass, which knows only whether it is in a string.
#include "indexer/readers/json/repair.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dateline {
namespace {

constexpr std::string_view kReplacement = "\\ufffd";

constexpr std::array<std::string_view, 6> kNoValue = {"NaN",  "Infinity",  "-Infinity",
                                                      "None", "undefined", "nan"};

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

/// The code unit of the escape `\uXXXX` that `text` begins with.
std::optional<unsigned> unit_of(std::string_view text) {
  if (text.size() < 6 || !text.starts_with("\\u")) return std::nullopt;
  unsigned unit = 0;
  for (const char digit : text.substr(2, 4)) {
    const int value = ascii::hex_value(digit);
    if (value < 0) return std::nullopt;
    unit = unit * 16 + static_cast<unsigned>(value);
  }
  return unit;
}

bool is_high(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

class Repairer {
 public:
  explicit Repairer(std::string_view json) : rest_(json) { out_.text.reserve(json.size() + 64); }

  RepairedJson repair() {
    while (!rest_.empty()) {
      if (rest_.front() == '"') {
        take(1);
        string();
      } else {
        structure();
      }
    }
    return std::move(out_);
  }

 private:
  void take(std::size_t bytes) {
    out_.text += rest_.substr(0, bytes);
    rest_.remove_prefix(std::min(bytes, rest_.size()));
  }

  void put(std::string_view instead, std::size_t bytes) {
    out_.text += instead;
    out_.is_repaired = true;
    rest_.remove_prefix(std::min(bytes, rest_.size()));
  }

  void string() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '"') return take(1);
      if (c == '\\') {
        escape();
      } else if (is_control(c)) {
        put(c == '\n' ? "\\n" : c == '\t' ? "\\t" : " ", 1);
      } else {
        const auto end = std::find_if(rest_.begin(), rest_.end(), [](char each) {
          return each == '"' || each == '\\' || is_control(each);
        });
        take(static_cast<std::size_t>(end - rest_.begin()));
      }
    }
  }

  void escape() {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    if (rest_.size() < 2) return put("", 1);
    if (kEscapes.find(rest_[1]) != std::string_view::npos) return take(2);
    if (rest_[1] != 'u') return put("", 1);
    const auto unit = unit_of(rest_);
    if (!unit) {
      const std::size_t digits = std::min<std::size_t>(
          rest_.size() - 2,
          static_cast<std::size_t>(std::find_if(rest_.begin() + 2, rest_.end(),
                                                [](char c) { return ascii::hex_value(c) < 0; }) -
                                   (rest_.begin() + 2)));
      return put(kReplacement, 2 + std::min<std::size_t>(digits, 3));
    }
    const auto second = unit_of(rest_.substr(6));
    if (is_high(*unit) && second && is_low(*second)) return take(12);
    if (is_high(*unit) || is_low(*unit)) return put(kReplacement, 6);
    take(6);
  }

  void structure() {
    const char c = rest_.front();
    if (c == ']' || c == '}') {
      const std::size_t last = out_.text.find_last_not_of(ascii::kBlanks);
      if (last != std::string::npos && out_.text[last] == ',') out_.text.resize(last);
    }
    const auto no_value =
        std::find_if(kNoValue.begin(), kNoValue.end(),
                     [&](std::string_view each) { return rest_.starts_with(each); });
    if (no_value != kNoValue.end()) {
      out_.text += "null";
      rest_.remove_prefix(no_value->size());
    } else if (is_control(c) && ascii::kBlanks.find(c) == std::string_view::npos) {
      out_.text += ' ';
      rest_.remove_prefix(1);
    } else {
      take(1);
    }
  }

  std::string_view rest_;
  RepairedJson out_;
};

}  // namespace

RepairedJson repaired_json(std::string_view json) {
  return Repairer(json).repair();
}

}  // namespace dateline
