// SPDX-License-Identifier: GPL-2.0-or-later
// The time of day, and how far its zone is ahead of UTC.
#include "common/date/names.h"
#include "common/date/parts.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <initializer_list>

namespace dateline::dates {
namespace {

constexpr std::size_t kMaxFractionDigits = 80;

bool has_use(const DateToken& token, Use use) {
  return token.kind == DateToken::Kind::Word && (meaning_of(token.text).uses & use) != 0;
}

/// The half of the day that the next tokens name, and how many they are: "pm", "p.m.", "午後",
/// "μ.μ."
struct NamedHalf {
  Half half = Half::None;
  std::size_t tokens = 0;
};

NamedHalf half_ahead(const Tokens& in, Forms forms) {
  if (!in.at_word() || zone_from_name(in.peek().text).known) return {};
  const std::size_t most = forms == Forms::Press ? 4 : 3;
  for (std::size_t count = most; count > 0; --count) {
    const Half half = meaning_of(in.ahead(count)).half;
    const bool is_english = ascii::same(in.ahead(count).substr(0, 1), "a") ||
                            ascii::same(in.ahead(count).substr(0, 1), "p");
    if (half != Half::None && (forms == Forms::Press || is_english)) return {half, count};
  }
  return {};
}

/// An hour of a clock of twelve hours. In East Asia it may be 0, and where the half is said beside
/// a clock of 24 hours it says nothing new.
void set_half(Half half, bool is_strict, Parts& parts) {
  constexpr int kNoon = 12;
  constexpr int kFirstEvening = 5;
  constexpr int kLastOfNoon = 6;
  const int hour = parts.hour;
  parts.half_day_is_wrong = is_strict && (hour < 1 || hour > kNoon);
  if (hour > kNoon && !is_strict) return;
  switch (half) {
    case Half::None:
      break;
    case Half::Morning:
      parts.hour = hour % kNoon;
      break;
    case Half::Noon:
      parts.hour = hour <= kLastOfNoon ? hour + kNoon : hour;
      break;
    case Half::Evening:
      parts.half_day_is_wrong |= hour < kFirstEvening || hour == kNoon;
      parts.hour = hour + kNoon;
      break;
    case Half::Afternoon:
      parts.hour = hour % kNoon + kNoon;
      break;
  }
}

/// am, pm, a.m., p.m., and in the press what other languages have.
bool read_half_day(Tokens& in, Parts& parts, Forms forms) {
  const NamedHalf named = half_ahead(in, forms);
  if (named.half == Half::None) return false;
  set_half(named.half, text::is_ascii(in.ahead(named.tokens)), parts);
  in.skip(named.tokens);
  in.take_mark('.');
  return true;
}

bool take_any(Tokens& in, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return in.take_word(word); });
}

/// What follows the hour of 10時15分30秒, 10点, 10시 15분 and "10 giờ 15 phút".
bool read_units(Tokens& in, Parts& parts) {
  if (!take_any(in, {"時", "时", "点", "點", "시", "giờ"})) return false;
  if (in.take_word("半")) {
    constexpr int kHalfAnHour = 30;
    parts.minute = kHalfAnHour;
    return true;
  }
  if (!in.at_number() || !in.take_number(1, 2, parts.minute)) return true;
  take_any(in, {"分", "분", "phút"});
  if (!in.at_number() || !in.take_number(1, 2, parts.second)) return true;
  parts.precision = Precision::Second;
  return take_any(in, {"秒", "초", "giây"});
}

/// 10:15, 10:15:30.5, 10.15, "10 pm"; in the press also 10h15, 午後3時15分, and 1015 before a zone.
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
  const NamedHalf named = press ? half_ahead(in, forms) : NamedHalf{};
  in.skip(named.tokens);
  if (named.half != Half::None) {
    in.take_mark('.');
    if (!in.at_number()) return false;
  }
  if (!in.take_number(1, 2, parts.hour)) return false;
  parts.precision = Precision::Minute;
  const auto with_half = [&](bool is_read) {
    if (is_read && named.half != Half::None) set_half(named.half, false, parts);
    return is_read;
  };
  if (press && read_units(in, parts)) return with_half(true);
  if (press && in.at_word() && ascii::same(in.peek().text, "h")) {
    in.skip();
    if (!in.peek().spaced) in.take_number(2, 2, parts.minute);
    return with_half(true);
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
  if (named.half == Half::None && read_half_day(in, parts, forms)) return true;
  if (!press || !has_use(in.peek(), kOclock))
    return with_half(has_minute || named.half != Half::None);
  in.skip();
  in.take_mark('.');
  return with_half(true);
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

/// What stands in brackets behind a zone names it once more: "+0000 (UTC)", JavaScript's "GMT+0100
/// (Central European Standard Time)", Java's "[Europe/Paris]".
bool skip_comment(Tokens& in, Forms forms) {
  const bool is_round = in.take_mark('(');
  if (!is_round && (forms != Forms::Press || !in.take_mark('['))) return true;
  const char close = is_round ? ')' : ']';
  while (!in.at_end() && !in.take_mark(close)) {
    if (in.peek().text == "(" || in.peek().text == "[") return false;
    in.skip();
    if (in.at_end()) return false;
  }
  return true;
}

/// Go prints the zone's name behind its offset, and how long the program has run: "+0000 UTC
/// m=+0.012".
bool skip_what_go_adds(Tokens& in) {
  if (in.at_word() && (zone_from_name(in.peek().text).known || is_unknown_zone(in.peek().text))) {
    in.skip();
  } else if ((in.peek().text == "+" || in.peek().text == "-") && in.peek(1).text.size() >= 2) {
    in.skip(2);
  }
  if (!in.take_word("m")) return true;
  if (!in.take_mark('=') || (!in.take_mark('+') && !in.take_mark('-'))) return false;
  if (!in.take_number(1, kMaxFractionDigits)) return false;
  return !in.take_mark('.') || in.take_number(1, kMaxFractionDigits).has_value();
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
  } else {
    const bool has_offset = in.peek().text == "+" || in.peek().text == "-";
    if (!read_signed_offset(in, parts)) return false;
    if (has_offset && forms == Forms::Press && !skip_what_go_adds(in)) return false;
  }
  return enclosed ? in.take_mark(')') : skip_comment(in, forms);
}

bool read_time_and_zone(Tokens& in, Parts& parts, Forms forms) {
  return read_time(in, parts, forms) && read_zone(in, parts, forms);
}

}  // namespace dateline::dates
