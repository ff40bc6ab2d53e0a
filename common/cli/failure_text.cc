// SPDX-License-Identifier: GPL-2.0-or-later
// Names of codes and options, and marking the error in a query.
#include "common/cli/failure_text.h"

#include "common/cli/exit.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline::cli {
namespace {

/// An option, and how it continues a hint.
struct Wording {
  std::string_view option;
  std::string_view phrase;
};

Wording wording_of(Setting setting) {
  switch (setting) {
    case Setting::MaxTerms:
      return {"--max-terms", " by --max-terms"};
    case Setting::MaxDepth:
      return {"--max-depth", " by --max-depth"};
    case Setting::MaxExpansion:
      return {"--max-expansion", " by --max-expansion"};
    case Setting::MaxTime:
      return {"--max-time", " by --max-time"};
    case Setting::Synonyms:
      return {"--synonyms", " after --synonyms"};
    case Setting::LockTimeout:
      return {"--lock-timeout", ", or give --lock-timeout SECONDS"};
    case Setting::Partial:
      return {"--partial", " with: dateline-search --partial"};
    case Setting::Replace:
      return {"--replace", ", or --replace it"};
    case Setting::DeliverTo:
      return {"--to", ": dateline-search alert ARCHIVE NAME --to …"};
    case Setting::Dates:
      return {"--from", " by --from and --to"};
    case Setting::TopicFields:
      return {"--fields", " by --fields"};
    case Setting::Page:
      return {"--page", " with: --page"};
    case Setting::Limit:
      return {"--limit", " by --limit"};
    case Setting::ReadAgain:
      return {"--again", ": dateline-index add --again"};
    case Setting::Strict:
      return {"--strict", " without --strict"};
  }
  return {};
}

/// What went wrong, and where in the query.
std::string located(const Error& error) {
  if (!error.place()) return error.what();
  return fmt::format("query, column {}: {}", error.place()->column, error.what());
}

/// Two indented lines: the query, and carets under the place; nothing without a query.
std::string pointer(const QueryPlace& place) {
  if (place.text.empty()) return "";
  const std::string_view text = place.text;
  const auto width = [](std::string_view part) { return display_width(printable_line(part)); };
  const std::size_t before = width(text.substr(0, place.begin));
  const std::size_t under = width(text.substr(place.begin, place.end - place.begin));
  return fmt::format("    {}\n    {}^{}\n", printable_line(text), std::string(before, ' '),
                     std::string(under > 1 ? under - 1 : 0, '~'));
}

}  // namespace

std::string_view name_of(Code code) {
  switch (code) {
    case Code::Usage:
      return "usage";
    case Code::Query:
      return "query";
    case Code::Timeout:
      return "timeout";
    case Code::Gone:
      return "gone";
    case Code::Missing:
      return "missing";
    case Code::Damaged:
      return "damaged";
    case Code::Version:
      return "version";
    case Code::Unreachable:
      return "unreachable";
    case Code::Locked:
      return "locked";
    case Code::Busy:
      return "busy";
    case Code::Full:
      return "full";
    case Code::Machine:
      break;
  }
  return "machine";
}

std::string hint_of(const Advice& advice) {
  if (!advice.setting) return advice.text;
  return fmt::format("{}{}{}{}", advice.text, wording_of(*advice.setting).phrase,
                     advice.value.empty() ? "" : " ", advice.value);
}

std::string lines_of(const Error& error) {
  std::string lines = printable_line(located(error)) + "\n";
  if (error.place()) lines += pointer(*error.place());
  if (!error.hint().empty()) lines += fmt::format("  {}\n", printable_line(hint_of(error.hint())));
  return lines;
}

std::string one_line_of(const Error& error) {
  return error.hint().empty() ? located(error)
                              : fmt::format("{}; {}", located(error), hint_of(error.hint()));
}

std::string json_of(const Error& error) {
  Json json = {{"code", name_of(error.code())},
               {"exit", static_cast<int>(exit_of(error.code()))},
               {"message", error.what()}};
  if (!error.hint().empty()) json["hint"] = hint_of(error.hint());
  if (error.hint().setting) json["option"] = wording_of(*error.hint().setting).option;
  if (!error.hint().value.empty()) json["value"] = error.hint().value;
  if (const auto& place = error.place()) {
    json["query"] = place->text;
    json["column"] = place->column;
    json["length"] = place->length;
    if (!error.hint().fix.empty()) json["fix"] = error.hint().fix;
  }
  return dump_pretty({{"format_version", kJsonFormatVersion}, {"error", std::move(json)}});
}

}  // namespace dateline::cli
