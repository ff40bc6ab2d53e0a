// SPDX-License-Identifier: GPL-2.0-or-later
// kwic.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/kwic/kwic.h"
#include "searcher/verbs/kwic/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

#include <limits>
#include <map>
#include <optional>

namespace dateline {
namespace {

/// Columns of the context on both sides, for programs.
constexpr std::size_t kContextColumns = 160;

const std::map<std::string, KwicSort> kKwicSorts = {{"date", KwicSort::Date},
                                                    {"left", KwicSort::Left},
                                                    {"right", KwicSort::Right},
                                                    {"source", KwicSort::Source}};

struct KwicFlags : ArchiveFlags {
  KwicRequest kwic;                  ///< except its search
  std::optional<std::size_t> width;  ///< of a line
  std::optional<std::size_t> limit;  ///< of lines

  [[nodiscard]] TextStyle style() const {
    TextStyle style = style_of_stdout(context.color);
    style.width = width.value_or(style.width);
    return style;
  }
};

constexpr std::array<Format<KwicFlags, Concordance>, 4> kKwicFormats = {
    {{"text",
      [](const KwicFlags& flags, const Concordance& concordance) {
        return concordance.articles != 0 ? render_kwic_text(concordance, flags.style())
                                         : std::string();
      }},
     {"json",
      [](const KwicFlags& flags, const Concordance& concordance) {
        return render_kwic_json(flags.kwic, concordance);
      }},
     {"csv",
      [](const KwicFlags& flags, const Concordance& concordance) {
        return render_kwic_table(flags.kwic, concordance, /*tabs=*/false);
      }},
     {"tsv", [](const KwicFlags& flags, const Concordance& concordance) {
        return render_kwic_table(flags.kwic, concordance, /*tabs=*/true);
      }}}};

Exit run_kwic(KwicFlags& flags) {
  KwicRequest& request = flags.kwic;
  request.search = flags.request;
  request.context =
      flags.format == "text" ? flags.style().width : flags.width.value_or(kContextColumns) / 2;
  // A table is all there is, unless less is asked for.
  const bool is_table = flags.format == "csv" || flags.format == "tsv";
  if (is_table) request.limit = std::numeric_limits<std::size_t>::max();
  request.limit = flags.limit.value_or(request.limit);
  const Concordance concordance = make_concordance(request);
  print(rendered(kKwicFormats, flags, concordance));
  if (is_table && concordance.lines.size() < concordance.places) {
    complain(fmt::format("these are {} of {}; without --limit: all",
                         with_thousands(concordance.lines.size()),
                         count_of(concordance.places, "place", "places")));
  }
  const bool found = concordance.articles != 0;
  give_hints(request.search, found);
  return outcome_of(flags, found, concordance.left_out, concordance.missing);
}

void offer_kwic(CLI::App& verb, KwicFlags& flags) {
  offer_query(verb, flags);
  verb.add_option("--sort", flags.kwic.sort,
                  "date (newest first), source, or left or right: by the words on that side of "
                  "the keyword, reading outwards (default date)")
      ->transform(cli::one_of(kKwicSorts))
      ->type_name("ORDER");
  verb.add_option("--width", flags.width,
                  "Width of a line (default the terminal's); in csv, tsv and json of the text "
                  "on both sides (default 160)")
      ->check(CLI::Range(std::size_t{40}, std::size_t{2'000}).description(""))
      ->type_name("N");
  verb.add_option("-n,--limit", flags.limit,
                  "Lines to show (default 100, and all in csv and tsv); all are counted")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000}).description(""))
      ->type_name("N");
  offer_formats(verb, flags, kKwicFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb kwic_verb() {
  return archive_verb<KwicFlags>("kwic", kRead,
                                 "Show every place where the words of a query occur, in context",
                                 {"dateline-search kwic news 'migrant*' --sort right",
                                  "dateline-search kwic news crisis --format csv > crisis.csv"},
                                 offer_kwic, run_kwic);
}

}  // namespace dateline
