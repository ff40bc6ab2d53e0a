// SPDX-License-Identifier: GPL-2.0-or-later
// help.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "common/cli/verb_names.h"
#include "common/errors/errors.h"
#include "searcher/verbs/help/query_language.h"
#include "searcher/verbs/verbs.h"

#include <memory>

#include <fmt/format.h>

namespace dateline {
namespace {

cli::Run offer_help(CLI::App& verb) {
  const auto topic = std::make_shared<std::string>();
  verb.add_option("TOPIC", *topic, "query, which is the language of queries, or a verb")
      ->check(cli::suggest({"query"}))
      ->type_name("");
  return [topic, &verb] {
    const CLI::App& program = *verb.get_parent();
    if (*topic == "query") {
      print(kQueryLanguage);
    } else if (topic->empty()) {
      print(program.get_formatter()->make_help(&program, program.get_name(),
                                               CLI::AppFormatMode::Normal));
    } else if (const CLI::App* of = cli::find_verb(program, *topic)) {
      print(of->help(program.get_name()));
    } else {
      cli::expect_not_of("dateline-index", cli::kIndexVerbs, {*topic, "--help"});
      const std::string nearest = cli::verb_like(program, *topic);
      throw Error(Code::Usage, fmt::format("there is no help on '{}'", *topic),
                  fmt::format("{}dateline-search help lists the commands; dateline-search help "
                              "query is about queries",
                              nearest.empty() ? "" : fmt::format("did you mean {}? ", nearest)));
    }
    return Exit::Ok;
  };
}

}  // namespace

cli::Verb help_verb() {
  return {"help",
          kMore,
          "Print the documentation of the query language, or the help of a verb",
          {"dateline-search help query", "dateline-search help export"},
          offer_help};
}

}  // namespace dateline
