// SPDX-License-Identifier: GPL-2.0-or-later
// Options of several verbs, and how they print their results.
#pragma once

#include "common/cli/choices.h"
#include "common/cli/verbs.h"
#include "common/engine/query/context.h"
#include "searcher/find/search.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {

/// Of a verb on an archive.
struct ArchiveFlags {
  ArchiveFlags() { request.open.skip_untrusted = true; }

  std::optional<std::string> archive;  ///< the first word
  std::vector<std::string> words;      ///< the rest; once settled, without the archive
  SearchRequest request;               ///< once settled, with archive and query, in the context
  query::Context context;
  std::string format;  ///< the verb's first if none is given
};

/// Takes the archive from the first word, or from the environment: then the first word belongs to
/// the rest. Throws Error (Usage) if it is in neither.
void settle_archive(ArchiveFlags& flags);

/// Completes the request once the words are known.
void settle_request(ArchiveFlags& flags);

/// Throws Error (Usage) if words are left.
void expect_no_more(const ArchiveFlags& flags, const std::string& hint);

/// Says on stderr that a process is writing to the archive: what was not found may be coming.
void tell_of_writer(const std::filesystem::path& archive);

/// Says on stderr which ids of files no article has.
void tell_of_unknown_ids(const SearchRequest& request);

/// ARCHIVE.
void offer_archive(CLI::App& verb, ArchiveFlags& flags);
/// The words after it, under that name.
void offer_words(CLI::App& verb, ArchiveFlags& flags, const char* name, const char* about);

/// A verb on an archive, which is its first argument. `Flags` is an ArchiveFlags.
template <typename Flags>
cli::Verb archive_verb(std::string name, std::string group, std::string about,
                       std::vector<std::string> examples, void (*offer)(CLI::App&, Flags&),
                       Exit (*run)(Flags&)) {
  return cli::verb<Flags>(
      std::move(name), std::move(group), std::move(about), std::move(examples),
      [offer](CLI::App& app, Flags& flags) {
        offer_archive(app, flags);
        offer(app, flags);
      },
      [run](Flags& flags) {
        settle_archive(flags);
        settle_request(flags);
        const Exit exit = run(flags);
        tell_of_unknown_ids(flags.request);
        if (exit == Exit::NothingFound) tell_of_writer(flags.request.archive);
        return exit;
      });
}

/// QUERY, and all options that affect what it finds.
void offer_query(CLI::App& verb, ArchiveFlags& flags,
                 const char* about = "What to look for; without one, every article");
/// `--ids`, with this description.
void offer_ids(CLI::App& verb, ArchiveFlags& flags, const char* about);
/// How a query is read: what it requires, its dates, its language.
void offer_reading(CLI::App& verb, ArchiveFlags& flags);
void offer_sort(CLI::App& verb, ArchiveFlags& flags, const char* about);
void offer_zone(CLI::App& verb, ArchiveFlags& flags);
void offer_feedback(CLI::App& verb, ArchiveFlags& flags);
void offer_withheld(CLI::App& verb, ArchiveFlags& flags);
/// `--per-source`, `--limit` and `--page`; the first two with these descriptions.
void offer_page(CLI::App& verb, ArchiveFlags& flags, const std::string& per_source,
                const std::string& limit);
void offer_color(CLI::App& verb, ArchiveFlags& flags);
/// What to do about shards that do not answer.
void offer_servers(CLI::App& verb, ArchiveFlags& flags);

/// One way to print what a verb found.
template <typename Flags, typename Found>
struct Format {
  const char* name;
  std::string (*render)(const Flags& flags, const Found& found);
};

/// `--format`, the first of which is the default.
template <typename Formats>
void offer_formats(CLI::App& verb, ArchiveFlags& flags, const Formats& formats) {
  std::vector<std::string> names;
  for (const auto& format : formats) names.emplace_back(format.name);
  flags.format = names.front();
  verb.add_option("--format", flags.format,
                  fmt::format("{} (default {})", fmt::join(names, ", "), names.front()))
      ->check(cli::one_of(names))
      ->type_name("FORMAT");
}

/// The results in the requested format.
template <typename Formats, typename Flags, typename Found>
std::string rendered(const Formats& formats, const Flags& flags, const Found& found) {
  return std::find_if(formats.begin(), formats.end(),
                      [&](const auto& format) { return flags.format == format.name; })
      ->render(flags, found);
}

/// With more matches on servers, stories are not counted for a page of text, which must not wait
/// for them; --collapse counts them.
inline constexpr std::uint64_t kServedStories = 10'000;

/// The message for an id that no article has.
std::string unknown_id(const std::string& id);

/// Says on stderr what may have been meant by words that no article has, and by some characters.
void give_hints(const SearchRequest& request, const std::vector<Suggestion>& suggestions);
/// The same for an answer without suggestions; they are looked for if nothing was found.
void give_hints(const SearchRequest& request, bool found);

/// Is the answer in a format of nothing but rows? Then what text and JSON say beside them is said
/// on stderr.
bool is_table(const ArchiveFlags& flags);

/// Where the format has only rows, says on stderr of how many they are, and how to get the next, or
/// `all`.
void tell_of_page(const ArchiveFlags& flags, const SearchResult& result, const char* all = "");

/// Reports on stderr what accompanies an answer, and returns whether anything was found.
Exit outcome_of(const ArchiveFlags& flags, bool found, std::uint64_t left_out,
                const std::vector<MissingShard>& missing);

}  // namespace dateline
