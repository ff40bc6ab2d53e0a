// SPDX-License-Identifier: GPL-2.0-or-later
// Names, checks and descriptions; and the given values in the verbs' types.
#include "indexer/commands/options.h"

#include "common/archive/served_shard.h"
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"
#include "common/text/language.h"
#include "common/text/shell_word.h"
#include "indexer/extract/source_names.h"
#include "indexer/readers/formats.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

namespace dateline::commands {
namespace {

const std::map<std::string, ShardBy> kShardBy = {
    {"year", ShardBy::Year}, {"month", ShardBy::Month}, {"none", ShardBy::None}};

const std::map<std::string, DateOrder> kDateOrder = {{"dmy", DateOrder::DayFirst},
                                                     {"mdy", DateOrder::MonthFirst}};

/// What --mapping or --map says about where fields are.
std::optional<Mapping> mapping_of(const std::string& file,
                                  const std::vector<std::string>& pointers) {
  if (!file.empty() && !pointers.empty()) {
    throw Error(Code::Usage, "--map and --mapping say the same thing in two ways", "give one");
  }
  if (!file.empty()) return read_mapping(file);
  if (pointers.empty()) return std::nullopt;
  Mapping by_pointers;
  for (const std::string& one : pointers) by_pointers.fields.push_back(mapped_field(one));
  return by_pointers;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names = {"auto"};
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

}  // namespace

std::chrono::milliseconds ArchiveFlags::patience() const {
  return std::chrono::milliseconds(static_cast<std::int64_t>(lock_timeout * 1000));
}

WriterOptions ArchiveFlags::writer(unsigned jobs) const {
  // A run with --watch opens the archive often, and says the same once.
  const auto told = std::make_shared<std::set<std::string>>();
  return {jobs, patience(), [told](const std::string& line) {
            if (told->insert(line).second) complain(line);
          }};
}

unsigned ArchiveFlags::default_jobs() {
  return std::max(1U, std::thread::hardware_concurrency());
}

ReadingOptions ReadingFlags::reading() const {
  ReadingOptions reading;
  if (format != "auto") {
    reading.format = format_from_name(format);
    if (reading.format == nullptr) {
      throw Error(Code::Usage, fmt::format("--format {}: there is no such format", format),
                  "dateline-index formats lists them");
    }
  }
  reading.mapping = mapping_of(mapping, map);
  reading.max_expansion = max_expansion;
  return reading;
}

Defaults ReadingFlags::defaults() const {
  Defaults defaults;
  defaults.source = source;
  defaults.date_order = date_order;
  if (!sources.empty()) {
    defaults.sources = std::make_shared<const SourceTable>(sources_with(sources));
  }
  defaults.language = language_code(language);
  if (defaults.language.empty() && !language.empty()) {
    throw Error(Code::Usage, fmt::format("--language {}: no such language", language),
                "give an ISO 639-1 code such as en, fr or ru");
  }
  defaults.max_body_bytes = max_article_size;
  return defaults;
}

void offer_archive(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_option("ARCHIVE", flags.archive, "Directory of the archive")
      ->required()
      ->type_name("DIR");
}

void offer_lock_timeout(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_option("--lock-timeout", flags.lock_timeout,
                  "Seconds to wait for another writer (default 0)")
      ->check(CLI::Range(0.0, 86400.0).description(""))
      ->type_name("SECONDS");
}

void offer_shard_by(CLI::App& verb, ShardBy& shard_by) {
  verb.add_option("--shard-by", shard_by,
                  "Period of a shard in a new archive: year, month, none (default year)")
      ->transform(cli::one_of(kShardBy))
      ->type_name("PERIOD");
}

void offer_reading(CLI::App& verb, ReadingFlags& flags) {
  verb.add_option(
          "PATH", flags.paths,
          "Files or directories of articles, compressed or in tar and zip too; - is standard input")
      ->type_name("");
  verb.add_option("--format", flags.format,
                  "A format that 'dateline-index formats' lists (default auto: by content)")
      ->check(cli::suggest(format_names()))
      ->type_name("FORMAT");
  cli::repeated(verb.add_option("--map", flags.map,
                                "FIELD=/JSON/POINTER: where JSON holds a field under another name"))
      ->type_name("FIELD=POINTER");
  verb.add_option("--mapping", flags.mapping,
                  "File that maps the fields of any JSON, CSV or XML; see "
                  "docs/formats.md")
      ->type_name("FILE");
  verb.add_option("--source", flags.source, "Source of articles that name none")->type_name("NAME");
  verb.add_option("--language", flags.language,
                  "Language of articles that name none (default: detect)")
      ->type_name("CODE");
  verb.add_option("--sources", flags.sources,
                  "TOML file of outlets: their names, aliases and domains")
      ->type_name("FILE");
  verb.add_option(
          "--max-expansion", flags.max_expansion,
          "How many times its size a compressed file may unpack to (default 200); larger ones "
          "are refused as bombs")
      ->check(CLI::Range(1U, 1'000'000'000U).description(""))
      ->type_name("N");
  verb.add_option("--max-article-size", flags.max_article_size,
                  "Bytes of text to keep of an article; a longer one is cut and flagged "
                  "'truncated' (default 4194304)")
      ->check(CLI::Range(1U, 32U << 20U).description(""))
      ->type_name("BYTES");
  verb.add_option("--date-order", flags.date_order,
                  "How dates such as 02/03/2019 are meant: dmy, mdy (default: as other dates of "
                  "the file show)")
      ->transform(cli::one_of(kDateOrder))
      ->type_name("ORDER");
}

Exit on_archive(const std::string& archive, const std::function<Exit()>& work,
                const std::string& instead) {
  try {
    return work();
  } catch (const ShardDown& down) {
    throw Error(
        down.code(), down.what(),
        down.code() == Code::Damaged
            ? fmt::format(
                  "run: dateline-index check {}; then repair it, or restore it from a backup",
                  text::plain_shell_word(archive))
            : instead +
                  "make sure that one of its servers runs, or name another: dateline-index shard "
                  "attach");
  }
}

}  // namespace dateline::commands
