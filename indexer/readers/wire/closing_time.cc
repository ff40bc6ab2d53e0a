// SPDX-License-Identifier: GPL-2.0-or-later
// Two kinds of stamps, split by patterns.
#include "indexer/readers/wire/closing_time.h"

#include "common/text/utf8.h"

#include <charconv>
#include <regex>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Longer lines are prose; std::regex would be slow on them.
constexpr std::size_t kMaxStampBytes = 64;

int number(const std::smatch& match, std::size_t group) {
  int value = 0;
  const std::string digits = match.str(group);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

int full_year(int two_digits) {
  return two_digits + (two_digits >= 70 ? 1900 : 2000);
}

std::optional<WireStamp> read_stamp(std::string_view line) {
  static const std::regex ap(
      R"(([A-Z]{2,4})-[A-Z]{2,3}-(\d\d)-(\d\d)-(\d\d)(?: (\d\d)(\d\d) ?([A-Z]{3,4})?)?)");
  static const std::regex iptc(
      R"((?:([A-Za-z]{2,8}) )?(\d\d)(\d\d)(\d\d) ?([A-Z]{3,4} )?([^\d\s]{3,5}) (\d\d))");
  if (line.size() > kMaxStampBytes || line.find_first_of("0123456789") == line.npos) {
    return std::nullopt;
  }
  std::string stamp = text::single_line(line);
  if (stamp.ends_with('<')) stamp.pop_back();
  std::smatch match;
  if (std::regex_match(stamp, match, ap)) {
    std::string date =
        fmt::format("{}-{}-{}", full_year(number(match, 4)), match.str(2), match.str(3));
    if (match[5].matched) {
      date += fmt::format(" {}:{} {}", match.str(5), match.str(6), match.str(7));
    }
    return WireStamp{std::string(text::trim(date)), match.str(1)};
  }
  if (!std::regex_match(stamp, match, iptc)) return std::nullopt;
  const std::string date =
      fmt::format("{} {} {} {}:{} {}", match.str(2), match.str(6), full_year(number(match, 7)),
                  match.str(3), match.str(4), match.str(5));
  return WireStamp{std::string(text::trim(date)), match.str(1)};
}

}  // namespace dateline
