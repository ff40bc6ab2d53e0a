// SPDX-License-Identifier: GPL-2.0-or-later
// What several verbs are given, and how they print what they found.
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
  std::vector<std::string> words;      ///< those that follow; once settled, without the archive
  SearchRequest request;               ///< once settled, with archive and query, in the context
  query::Context context;
  std::string format;  ///< the first of the verb's where none is given
};

/// Takes the archive from the first word, or from the environment: then the first word is the first
/// of those that follow. Throws Error (Usage) where it is in neither.
void settle_archive(ArchiveFlags& flags);

/// What the request has once the words are known.
void settle_request(ArchiveFlags& flags);

/// Throws Error (Usage) where words are left.
void expect_no_more(const ArchiveFlags& flags, const std::string& hint);

/// Says on stderr that a process is writing to the archive: what was not found may be on its way.
void tell_of_writer(const std::filesystem::path& archive);

/// ARCHIVE.
void offer_archive(CLI::App& verb, ArchiveFlags& flags);
/// The words behind it, under that name.
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
        if (exit == Exit::NothingFound) tell_of_writer(flags.request.archive);
        return exit;
      });
}

/// QUERY, and all that bears on what it finds.
void offer_query(CLI::App& verb, ArchiveFlags& flags,
                 const char* about = "What to look for; without one, every article");
/// How a query is read: what it requires, its dates, its language.
void offer_reading(CLI::App& verb, ArchiveFlags& flags);
void offer_sort(CLI::App& verb, ArchiveFlags& flags, const char* about);
void offer_zone(CLI::App& verb, ArchiveFlags& flags);
void offer_feedback(CLI::App& verb, ArchiveFlags& flags);
void offer_withheld(CLI::App& verb, ArchiveFlags& flags);
/// `--per-source`, `--limit` and `--page`; the first two are described so.
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

/// What was found, in the format that was asked for.
template <typename Formats, typename Flags, typename Found>
std::string rendered(const Formats& formats, const Flags& flags, const Found& found) {
  return std::find_if(formats.begin(), formats.end(),
                      [&](const auto& format) { return flags.format == format.name; })
      ->render(flags, found);
}

/// Stories of more matches on servers are not counted for a page of text, which must not wait for
/// them to be sent; --collapse counts them.
inline constexpr std::uint64_t kServedStories = 10'000;

/// What is told of an id that no article has.
std::string unknown_id(const std::string& id);

/// Tells on stderr what may have been meant, of words that no article has, and of signs.
void give_hints(const SearchRequest& request, const std::vector<Suggestion>& suggestions);
/// The same for an answer that has no suggestions; they are looked for where nothing was found.
void give_hints(const SearchRequest& request, bool found);

/// Tells what stands beside an answer on stderr, and whether anything was found.
Exit outcome_of(bool found, std::uint64_t left_out, const std::vector<MissingShard>& missing);

}  // namespace dateline
