// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/json/date_value.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

namespace dateline {
namespace {

namespace dom = simdjson::dom;

constexpr int kMaxNesting = 4;

/// An object has its date under one of these, most certain first.
constexpr auto kDates = std::to_array<const char*>(
    {"$date", "$numberLong", "$numberInt", "$numberDouble", "@value",   "#text",
     "_text", "$",           "iso",        "iso8601",       "datetime", "dateTime",
     "date",  "value",       "utc",        "timestamp",     "main",     "rendered",
     "raw",   "text",        "published",  "string",        "long",     "S",
     "N"});

/// Or the seconds of an epoch, as a number.
constexpr auto kSeconds = std::to_array<const char*>(
    {"_seconds", "seconds", "epochSecond", "epochSeconds", "epoch", "unix", "sec"});

std::string with_time(std::int64_t year, const std::vector<std::int64_t>& parts) {
  std::string text = fmt::format("{:04}", year);
  constexpr std::string_view kMarks = "--T::";
  for (std::size_t i = 0; i < parts.size() && i < kMarks.size(); ++i) {
    text += fmt::format("{}{:02}", kMarks[i], parts[i]);
  }
  if (parts.size() == 3) text += ":00";
  return text;
}

/// [2019,12,13,10,15,30]
std::string of_numbers(const dom::array& array) {
  std::vector<std::int64_t> parts;
  for (const dom::element each : array) {
    std::int64_t number = 0;
    if (each.get(number) != simdjson::SUCCESS || number < 0) return "";
    parts.push_back(number);
  }
  if (parts.size() < 3 || parts.size() > 7) return "";
  const std::int64_t year = parts.front();
  parts.erase(parts.begin());
  return with_time(year, parts);
}

std::int64_t number_of(const dom::object& object, const char* key) {
  std::int64_t number = -1;
  return object[key].get(number) == simdjson::SUCCESS ? number : -1;
}

/// {"year":2019,"month":12,"day":13,"hour":10,…}; some count the day as dayOfMonth.
std::string of_parts(const dom::object& object) {
  const std::int64_t year = number_of(object, "year");
  const std::int64_t month = std::max(number_of(object, "month"), number_of(object, "monthValue"));
  const std::int64_t day = std::max(number_of(object, "day"), number_of(object, "dayOfMonth"));
  if (year < 0 || month < 0) return "";
  std::vector<std::int64_t> parts = {month};
  for (const std::int64_t part :
       {day, number_of(object, "hour"), number_of(object, "minute"), number_of(object, "second")}) {
    if (part < 0) break;
    parts.push_back(part);
  }
  return with_time(year, parts);
}

std::string date_in(const dom::element& value, int depth) {
  if (depth > kMaxNesting) return "";
  if (value.is_string()) return std::string(text::trim(value.get_string().value()));
  if (value.is_number()) return simdjson::minify(value);
  if (value.is_array()) {
    const dom::array array = value;
    if (std::string numbers = of_numbers(array); !numbers.empty()) return numbers;
    return array.size() == 1 ? date_in(array.at(0), depth + 1) : "";
  }
  if (!value.is_object()) return "";
  const dom::object object = value;
  dom::element part;
  for (const char* key : kDates) {
    if (object[key].get(part) != simdjson::SUCCESS) continue;
    std::string text = date_in(part, depth + 1);
    std::string_view zone;
    const bool is_utc =
        object["timezone"].get(zone) == simdjson::SUCCESS &&
        (zone == "UTC" || zone == "Z" || zone.starts_with('+') || zone.starts_with('-'));
    // PHP: {"date":"2019-12-13 10:15:30.000000","timezone_type":3,"timezone":"UTC"}
    if (is_utc && text.find(':') != std::string::npos) text += fmt::format(" {}", zone);
    if (!text.empty()) return text;
  }
  for (const char* key : kSeconds) {
    if (object[key].get(part) != simdjson::SUCCESS) continue;
    if (std::string seconds = date_in(part, depth + 1); !seconds.empty()) return seconds;
  }
  if (std::string parts = of_parts(object); !parts.empty()) return parts;
  return object.size() == 1 ? date_in((*object.begin()).value, depth + 1) : "";
}

}  // namespace

std::string date_text(std::string_view json) {
  dom::parser parser;
  dom::element root;
  if (parser.parse(simdjson::padded_string(json)).get(root) != simdjson::SUCCESS) {
    return std::string(text::trim(json));
  }
  if (std::string date = date_in(root, 0); !date.empty()) return date;
  std::string shown = simdjson::minify(root);
  return shown == "{}" || shown == "[]" ? "" : shown;
}

}  // namespace dateline
