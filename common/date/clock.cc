// SPDX-License-Identifier: GPL-2.0-or-later
// The time of day, and how far its zone is ahead of UTC.
#include "common/date/names.h"
#include "common/date/parts.h"
#include "common/text/ascii.h"

#include <algorithm>

namespace dateline::dates {
namespace {

constexpr std::size_t kMaxFractionDigits = 80;

bool has_use(const DateToken& token, Use use) {
  return token.kind == DateToken::Kind::Word && (meaning_of(token.text).uses & use) != 0;
}

/// am, pm, a.m., p.m.
bool read_half_day(Tokens& in, Parts& parts) {
  bool afternoon = in.take_word("pm") || in.take_word("م");
  bool found = afternoon || in.take_word("am") || in.take_word("ص");
  if (!found && in.peek(1).text == "." && ascii::same(in.peek(2).text, "m")) {
    afternoon = in.take_word("p");
    found = afternoon || in.take_word("a");
    if (!found) return false;
    in.skip(2);
    in.take_mark('.');
  }
  if (!found) return false;
  parts.half_day_is_wrong = parts.hour < 1 || parts.hour > 12;
  parts.hour = parts.hour % 12 + (afternoon ? 12 : 0);
  return true;
}

/// 10:15, 10:15:30.5, 10.15, "10 pm"; in the press also 10h15, and 1015 before a zone.
bool read_time(Tokens& in, Parts& parts, Forms forms) {
  const bool press = forms == Forms::Press;
  if (press && in.at_number() && in.peek().text.size() == 4) {
    const DateToken& after = in.peek(1);
    if (!has_use(after, kOclock) && !zone_from_name(after.text).known) return false;
    set_basic_time(in.peek().text, parts);
    in.skip();
    if (has_use(after, kOclock)) in.skip();
    return true;
  }
  if (!in.take_number(1, 2, parts.hour)) return false;
  parts.precision = Precision::Minute;
  if (press && in.at_word() && ascii::same(in.peek().text, "h")) {
    in.skip();
    if (!in.peek().spaced) in.take_number(2, 2, parts.minute);
    return true;
  }
  // British papers write 10.15.
  const bool has_point = in.take_mark('.');
  const bool has_minute = has_point || in.take_mark(':');
  if (has_minute && !in.take_number(2, 2, parts.minute)) return false;
  if (has_minute && (in.take_mark(':') || (press && has_point && in.take_mark('.')))) {
    if (!in.take_number(2, 2, parts.second)) return false;
    parts.precision = Precision::Second;
    if (!read_fraction(in, parts)) return false;
  }
  if (read_half_day(in, parts)) return true;
  if (!press || !has_use(in.peek(), kOclock)) return has_minute;
  in.skip();
  in.take_mark('.');
  return true;
}

/// RFC 2822, 4.3: other zone names may mean several offsets and are taken for none.
bool is_unknown_zone(std::string_view name) {
  return name.size() >= 2 && name.size() <= 5 &&
         std::all_of(name.begin(), name.end(), ascii::is_upper);
}

bool read_offset(Tokens& in, Parts& parts, int sign) {
  int hours = 0;
  int minutes = 0;
  if (const auto both = in.take_number(4, 4)) {
    hours = to_int(both->substr(0, 2));
    minutes = to_int(both->substr(2, 2));
  } else {
    if (!in.take_number(1, 2, hours)) return false;
    if (in.take_mark(':') && !in.take_number(2, 2, minutes)) return false;
  }
  parts.offset_is_wrong = hours > 23 || minutes > 59;
  parts.offset = sign * (hours * 60 + minutes);
  return true;
}

bool read_signed_offset(Tokens& in, Parts& parts) {
  if (in.take_mark('+')) return read_offset(in, parts, 1);
  if (in.take_mark('-')) return read_offset(in, parts, -1);
  return true;
}

/// Mail adds the zone's name as a comment: "+0000 (UTC)"; Java its place: "[Europe/Paris]".
bool skip_comment(Tokens& in, Forms forms) {
  if (in.take_mark('(')) {
    if (in.at_word()) in.skip();
    return in.take_mark(')');
  }
  if (forms != Forms::Press || !in.take_mark('[')) return true;
  while (in.at_word() || in.take_mark('/') || in.take_mark('_')) {
    if (in.at_word()) in.skip();
  }
  return in.take_mark(']');
}

}  // namespace

void set_basic_time(std::string_view digits, Parts& parts) {
  parts.hour = to_int(digits.substr(0, 2));
  parts.minute = to_int(digits.substr(2, 2));
  parts.precision = Precision::Minute;
  if (digits.size() < 6) return;
  parts.second = to_int(digits.substr(4, 2));
  parts.precision = Precision::Second;
}

bool read_fraction(Tokens& in, const Parts& parts) {
  if (parts.precision != Precision::Second) return true;
  if (!in.take_mark('.') && !in.take_mark(',')) return true;
  return in.take_number(1, kMaxFractionDigits).has_value();
}

bool read_zone(Tokens& in, Parts& parts, Forms forms) {
  const bool enclosed =
      forms == Forms::Press && in.peek(1).kind == DateToken::Kind::Word &&
      (zone_from_name(in.peek(1).text).known || is_unknown_zone(in.peek(1).text)) &&
      in.take_mark('(');
  if (in.at_word()) {
    const std::string_view name = in.peek().text;
    const Zone zone = zone_from_name(name);
    if (zone.known) {
      in.skip();
      parts.offset = zone.offset_minutes;
      // "UTC+3" continues with the offset.
      const bool is_utc = zone.offset_minutes == 0 && !ascii::same(name, "z");
      if (is_utc && !read_signed_offset(in, parts)) return false;
    } else if (is_unknown_zone(name)) {
      in.skip();
    } else {
      return forms == Forms::Press;
    }
  } else if (!read_signed_offset(in, parts)) {
    return false;
  }
  return enclosed ? in.take_mark(')') : skip_comment(in, forms);
}

bool read_time_and_zone(Tokens& in, Parts& parts, Forms forms) {
  return read_time(in, parts, forms) && read_zone(in, parts, forms);
}

}  // namespace dateline::dates
