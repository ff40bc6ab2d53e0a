// SPDX-License-Identifier: GPL-2.0-or-later
// Adding the verbs, and running the one named.
#include "common/cli/verbs.h"

#include "common/text/edit_distance.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline::cli {

const CLI::App* find_verb(const CLI::App& app, const std::string& name) {
  const auto named = app.get_subcommands([&](const CLI::App* verb) {
    const bool is_hidden = verb->get_group().empty();
    return verb->get_name() == name && !is_hidden;
  });
  return named.empty() ? nullptr : named.front();
}

namespace {

/// What verbs of ours are called in other programs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kVerbsElsewhere = {
    {{"index", "add"},    {"import", "add"},   {"ingest", "add"},       {"insert", "add"},
     {"load", "add"},     {"init", "create"},  {"remove", "delete"},    {"rm", "delete"},
     {"verify", "check"}, {"info", "status"},  {"stats", "status"},     {"merge", "compact"},
     {"find", "search"},  {"query", "search"}, {"get", "show"},         {"cat", "show"},
     {"view", "show"},    {"count", "facets"}, {"concordance", "kwic"}, {"histogram", "timeline"}}};

}  // namespace

std::string verb_like(const CLI::App& app, const std::string& name) {
  for (const auto& [other, meant] : kVerbsElsewhere) {
    if (name == other && find_verb(app, std::string(meant)) != nullptr) return std::string(meant);
  }
  std::string nearest;
  std::size_t least = 3;
  for (const CLI::App* verb : app.get_subcommands({})) {
    if (verb->get_group().empty()) continue;
    const std::size_t distance = text::edit_distance(name, verb->get_name());
    if (distance < least && distance < verb->get_name().size() / 2 + 1) {
      least = distance;
      nearest = verb->get_name();
    }
  }
  return nearest;
}

void expect_not_of(std::string_view other, std::span<const std::string_view> verbs,
                   const std::vector<std::string>& words) {
  const std::string& name = words.front();
  if (std::find(verbs.begin(), verbs.end(), name) == verbs.end()) return;
  throw Error(Code::Usage, fmt::format("'{}' is a command of {}", name, other),
              fmt::format("run: {} {}", other, fmt::join(words, " ")));
}

VerbTable::VerbTable(CLI::App& app, const std::vector<Verb>& verbs, const std::string& footer) {
  app.require_subcommand(1);
  for (const Verb& verb : verbs) add(app, verb, footer);
}

void VerbTable::add(CLI::App& above, const Verb& verb, const std::string& footer) {
  CLI::App* const app = above.add_subcommand(verb.name, verb.about);
  app->group(verb.group.empty() ? "Verbs" : verb.group);
  if (!verb.verbs.empty()) {
    app->require_subcommand(1);
    app->footer(footer);
    for (const Verb& below : verb.verbs) add(*app, below, footer);
    return;
  }
  app->footer(
      fmt::format("Examples:\n  {}\n\n{}{}", fmt::join(verb.examples, "\n  "), verb.notes, footer));
  runs_.emplace_back(app, verb.offer(*app));
}

Exit VerbTable::run() const {
  const auto named = std::find_if(runs_.begin(), runs_.end(),
                                  [](const auto& each) { return each.first->parsed(); });
  if (named == runs_.end()) throw Error(Code::Usage, "no verb is given", "see --help");
  return named->second();
}

}  // namespace dateline::cli
