// SPDX-License-Identifier: GPL-2.0-or-later
// Opening the segments of one manifest.
#include "common/archive/archive.h"

#include "common/archive/trust.h"
#include "common/disk/fd.h"
#include "common/errors/errors.h"
#include "common/fields/schema.h"

#include <algorithm>
#include <exception>
#include <map>
#include <new>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// A writer removes replaced segments only after the new manifest is in place, so one more reading
/// is enough; more are needed only if it publishes again within the milliseconds of opening.
constexpr int kOpenAttempts = 20;

/// Was it this process that could not open another file, not the file that cannot be opened?
bool is_exhausted(const std::exception& e) {
  if (const auto* const failed = dynamic_cast<const disk::Failed*>(&e)) {
    return failed->is_exhausted();
  }
  return dynamic_cast<const std::bad_alloc*>(&e) != nullptr;
}

}  // namespace

std::vector<std::string> lines_of(const std::vector<MissingShard>& missing) {
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const MissingShard& shard : missing) by_reason[shard.reason].push_back(shard.name);
  std::vector<std::string> lines;
  lines.reserve(by_reason.size());
  for (const auto& [reason, names] : by_reason) {
    lines.push_back(fmt::format("{} {} {} not searched: {}", names.size() == 1 ? "shard" : "shards",
                                fmt::join(names, ", "), names.size() == 1 ? "was" : "were",
                                reason));
  }
  return lines;
}

bool may_hold(const std::string& first, const std::string& last, const DateRange& dates) {
  const auto first_date = from_sortable(first);
  const auto last_date = from_sortable(last);
  if (!first_date || !last_date) return false;
  // An article lies wholly within `dates` only if its first day does, so first days suffice.
  return day_number(*first_date) <= dates.last_day && day_number(*last_date) >= dates.first_day;
}

DateRange years_between(const std::string& first, const std::string& last) {
  const auto first_date = from_sortable(first);
  const auto last_date = from_sortable(last);
  if (!first_date || !last_date) return {0, -1};
  return {whole_period(*make_date(first_date->year, 0, 0)).first_day,
          whole_period(*make_date(last_date->year, 0, 0)).last_day};
}

struct Archive::AlreadyOpen {
  std::unordered_map<std::string, OpenSegment> segments;                 ///< by path
  std::unordered_map<std::string, std::shared_ptr<ServedShard>> served;  ///< by database
};

OpenSegment::OpenSegment(const fs::path& archive, std::string shard_name, Segment named)
    : shard(std::move(shard_name)),
      segment(std::move(named)),
      directory_(archive / segment.path),
      reader_(std::make_shared<segment::Reader>(directory_, segment.files)) {
  if (reader_->documents() != segment.articles) {
    throw disk::Damaged(fmt::format("it has {} articles, but archive.json says {}",
                                    reader_->documents(), segment.articles));
  }
}

Archive Archive::open(const fs::path& directory, const OpenOptions& options) {
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    Archive archive(directory, read_manifest(directory));
    // What a writer removed meanwhile is not lost: there is another manifest then.
    const auto is_replaced = [&] {
      return read_manifest(directory).revision != archive.manifest_.revision;
    };
    std::vector<ShardDown> failed;
    try {
      failed = archive.open_all(options.timeouts, {});
    } catch (const Error&) {
      if (is_replaced()) continue;
      throw;
    }
    if (!failed.empty() && is_replaced()) continue;
    if (!failed.empty() && !options.partial) {
      throw Error(Code::Damaged, failed.front().what(),
                  "run: dateline-index check " + directory.string() +
                      "; restore the shard from a backup, or index its articles again");
    }
    for (const ShardDown& down : failed) archive.leave_out(down);
    try {
      archive.count();
    } catch (const ShardDown& down) {
      if (!options.partial) throw;
      archive.leave_out(down);
    }
    archive.settle_servers(options);
    return archive;
  }
  throw Error(Code::Busy,
              fmt::format("{} changes faster than it can be opened", directory.string()),
              "run this again in a moment");
}

Archive Archive::with(Manifest manifest) const {
  AlreadyOpen already;
  for (const OpenSegment& open : segments_) already.segments.emplace(open.segment.path, open);
  for (const auto& shard : served_) already.served[shard->served().database] = shard;
  Archive archive(directory_, std::move(manifest));
  const std::vector<ShardDown> failed = archive.open_all({}, already);
  if (!failed.empty()) throw ShardDown(failed.front());
  archive.count();
  archive.settle_servers({});
  return archive;
}

Archive Archive::without(const ShardDown& down) const {
  Archive rest(directory_, manifest_);
  rest.segments_ = segments_;
  rest.served_ = served_;
  rest.missing_ = missing_;
  rest.united_stories_ = united_stories_;
  rest.leave_out(down);
  return rest;
}

std::vector<ShardDown> Archive::open_all(const ServerTimeouts& timeouts,
                                         const AlreadyOpen& already) {
  std::vector<ShardDown> failed;
  for (const Shard& shard : manifest_.shards) {
    try {
      for (const Segment& segment : shard.segments) open_segment(shard.name, segment, already);
      if (shard.served) open_served(shard, timeouts, already);
    } catch (const ShardDown& down) {
      failed.push_back(down);
    }
  }
  open_united_stories();
  return failed;
}

void Archive::open_segment(const std::string& shard, const Segment& segment,
                           const AlreadyOpen& already) {
  const auto open = already.segments.find(segment.path);
  if (open != already.segments.end()) {
    segments_.push_back(open->second);
    return;
  }
  const fs::path path = directory_ / segment.path;
  try {
    segments_.emplace_back(directory_, shard, segment);
  } catch (const std::exception& e) {
    if (is_exhausted(e)) throw;
    throw ShardDown(shard, fmt::format("{} cannot be opened: {}", path.string(), e.what()),
                    Code::Damaged);
  }
}

void Archive::open_served(const Shard& shard, const ServerTimeouts& timeouts,
                          const AlreadyOpen& already) {
  const auto open = already.served.find(shard.served->database);
  if (open != already.served.end() && open->second->served().servers == shard.served->servers &&
      open->second->served().hidden == shard.served->hidden) {
    served_.push_back(open->second);
    return;
  }
  const std::string& database = shard.served->database;
  const fs::path path = directory_ / stories_of(database);
  const auto kept = [&](const std::string& file) {
    const disk::FileSum* const sums = published_file(manifest_, sums_of(file));
    if (sums == nullptr) throw disk::Damaged(fmt::format("the manifest has no sums of {}", file));
    return KeptFile{directory_ / file, disk::read_block_sums(directory_ / sums->name, *sums)};
  };
  try {
    std::optional<ServedFacts> facts;
    if (shard.served->has_facts) facts.emplace(kept(facts_of(database)), kept(words_of(database)));
    served_.push_back(std::make_shared<ServedShard>(shard.name, *shard.served, timeouts,
                                                    kept(stories_of(database)), std::move(facts)));
  } catch (const std::exception& e) {
    if (is_exhausted(e)) throw;
    throw ShardDown(shard.name, fmt::format("{} cannot be opened: {}", path.string(), e.what()),
                    Code::Damaged);
  }
}

void Archive::open_united_stories() {
  if (manifest_.united_stories.empty()) return;
  const fs::path path = directory_ / manifest_.united_stories;
  try {
    united_stories_ = UnitedStories(path);
  } catch (const std::exception& e) {
    if (is_exhausted(e)) throw;
    throw Error(Code::Damaged, fmt::format("{} cannot be opened: {}", path.string(), e.what()),
                "restore it from a backup, or index the articles into a new archive");
  }
}

void Archive::settle_servers(const OpenOptions& options) {
  if (options.without_servers) {
    served_.clear();
    count();
  }
  if (served_.empty() || is_trusted(directory_, manifest_.uuid)) return;
  const std::string why =
      fmt::format("you have neither made nor trusted this archive; if you trust its maker, run: {}",
                  trust_command(directory_));
  const ServedShards all = served_;
  for (const auto& shard : all) {
    shard->never_ask(why);
    if (options.skip_untrusted) leave_out(ShardDown(shard->name(), why));
  }
}

void Archive::leave_out(const ShardDown& down) {
  std::erase_if(segments_, [&](const OpenSegment& open) { return open.shard == down.shard(); });
  std::erase_if(served_, [&](const auto& shard) { return shard->name() == down.shard(); });
  missing_.push_back({down.shard(), down.reason()});
  try {
    count();
  } catch (const ShardDown& another) {
    leave_out(another);
  }
}

void Archive::count() {
  documents_ = 0;
  std::uint64_t length = 0;
  std::set<std::string, std::less<>> languages;
  for (const OpenSegment& open : segments_) {
    open.use([&](const segment::Reader& reader) {
      documents_ += reader.documents();
      length += reader.total_length();
      const auto& column = reader.forward().column(schema::kLanguage);
      for (std::uint32_t i = 1; i < column.values(); ++i) languages.emplace(column.value(i));
    });
  }
  for (const auto& shard : served_) {
    documents_ += shard->served().articles;
    length += shard->served().length;
    languages.insert(shard->served().languages.begin(), shard->served().languages.end());
  }
  average_length_ = length == 0 ? 1 : static_cast<double>(length) / static_cast<double>(documents_);
  languages_.assign(languages.begin(), languages.end());
}

std::uint64_t Archive::articles() const {
  std::uint64_t shown = documents_;
  for (const auto& shard : served_) shown -= shard->served().hidden.size();
  return shown;
}

ServedShards Archive::without_facts() const {
  ServedShards shards = served_;
  std::erase_if(shards, [](const auto& shard) { return shard->has_facts(); });
  return shards;
}

void Archive::learn(const std::set<std::string>& terms) const {
  const ServedShards asked = without_facts();
  ask(asked, [&](std::size_t i, const Xapian::Database& database) {
    for (const std::string& term : terms) asked[i]->frequency(database, term);
  });
}

std::uint64_t Archive::frequency_here(const std::string& term) const {
  const auto of_language = term_and_language(term);
  if (!of_language) {
    std::uint64_t sum = 0;
    for (const OpenSegment& open : segments_) {
      sum += open.use([&](const segment::Reader& reader) { return reader.frequency(term); });
    }
    return sum;
  }
  // All languages are counted at once.
  const std::string key = "here " + term;
  if (const auto known = frequencies_->find(key)) return *known;
  std::map<std::string, std::uint64_t, std::less<>> counts;
  for (const OpenSegment& open : segments_) {
    open.use([&](const segment::Reader& reader) {
      segment::count_by_language(reader, of_language->first, counts);
    });
  }
  for (const std::string& language : languages_) {
    frequencies_->remember("here " + in_language(of_language->first, language), counts[language]);
  }
  return counts[of_language->second];
}

std::uint64_t Archive::frequency(const std::string& term) const {
  if (const auto known = frequencies_->find(term)) return *known;
  std::uint64_t sum = frequency_here(term);
  for (const auto& shard : served_) {
    auto count = shard->known_frequency(term);
    if (!count) {
      ask(shard,
          [&](const Xapian::Database& database) { count = shard->frequency(database, term); });
    }
    sum += *count;
  }
  frequencies_->remember(term, sum);
  return sum;
}

}  // namespace dateline
