// SPDX-License-Identifier: GPL-2.0-or-later
// Batches, publication, recovery.
#include "indexer/writer/writer.h"

#include "common/archive/layout.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/process/parallel.h"
#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/story_finder.h"
#include "indexer/writer/sweep.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xapian.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// A batch costs about 150 bytes of memory per article, and disk for the spool and two copies of
/// the segments: at most about 150 MB and 15 GB.
constexpr std::size_t kBatchArticles = 1'000'000;
constexpr std::uint64_t kBatchBytes = std::uint64_t{3} << 30U;

/// One segment to build.
struct Task {
  const std::string* shard;
  std::span<const SpoolEntry> entries;
  Segment segment;
};

/// The shard of that name, inserted in order if new.
Shard& shard_in(Manifest& manifest, const std::string& name) {
  const auto it = std::lower_bound(manifest.shards.begin(), manifest.shards.end(), name,
                                   [](const Shard& s, const std::string& n) { return s.name < n; });
  if (it != manifest.shards.end() && it->name == name) return *it;
  return *manifest.shards.insert(it, Shard{name, {}, {}, {}});
}

/// The most foreign files to name.
constexpr std::size_t kNamed = 5;

std::string left_alone(const fs::path& archive, const std::vector<std::string>& strange) {
  const std::span<const std::string> named(strange.data(), std::min(kNamed, strange.size()));
  std::string line = fmt::format("{} holds what Dateline did not make and will not touch: {}",
                                 archive.string(), fmt::join(named, ", "));
  if (strange.size() > named.size()) line += fmt::format(" and {} more", strange.size() - kNamed);
  return line;
}

/// As stored in a slot.
Digest digest_from(std::string_view stored) {
  Digest digest{};
  std::copy_n(stored.begin(), std::min(stored.size(), digest.size()), digest.begin());
  return digest;
}

fs::path without_links(fs::path archive) {
  refuse_links(archive);
  return archive;
}

}  // namespace

/// Runs `work`, which publishes nothing before its end.
template <typename Work>
void Writer::writing(const std::string& what, Work work) {
  has_leftovers_ = true;
  const auto fail = [this](Code code, const std::string& why) {
    const std::string stands = archive_.manifest().revision != first_revision_
                                   ? fmt::format("revision {}, which this run published, is intact",
                                                 archive_.manifest().revision)
                                   : "the archive is unchanged";
    throw Error(code, why, stands + "; free some space or see the system log, and run again");
  };
  try {
    work();
  } catch (const PublishedBut&) {
    throw;
  } catch (const Error& e) {
    if (e.code() != Code::Machine && e.code() != Code::Full) throw;
    fail(e.code(), e.what());
  } catch (const fs::filesystem_error& e) {
    fail(code_of(e.code().value()), fmt::format("cannot {}: {}", what, e.what()));
  }
}

Writer::Writer(fs::path directory, const WriterOptions& options)
    : directory_(without_links(std::move(directory))),
      options_(options),
      lock_(directory_, options.lock_timeout),
      archive_(Archive::open(directory_)),
      first_revision_(archive_.manifest().revision) {
  const std::vector<std::string> strange = sweep_up();
  if (!strange.empty()) options_.tell(left_alone(directory_, strange));
  mend_stale_files(directory_, archive_.manifest());
}

Writer::~Writer() {
  spool_.reset();
  // Whatever was not published is removed; the directories in the manifest stay.
  sweep_up();
}

std::vector<std::string> Writer::sweep_up() noexcept {
  try {
    if (!has_leftovers_ || !may_sweep_ || !lock_.is_held()) return {};
  } catch (const Error&) {
    return {};  // the next writer sweeps
  }
  has_leftovers_ = false;
  return sweep(directory_, archive_.manifest().revision);
}

Prepared::Prepared(Article its_article)
    : article(std::move(its_article)), record(dump(to_json(article))), digest(digest_of(article)) {}

Outcome Writer::submit(const Prepared& prepared) {
  const Article& article = prepared.article;
  const auto [same_id, is_new] =
      in_batch_.try_emplace(hash_of_id(article.id), static_cast<std::uint32_t>(entries_.size()));
  if (!is_new && entries_[same_id->second].digest == prepared.digest) return Outcome::Unchanged;
  Outcome outcome = Outcome::Added;
  unsigned version = 1;
  if (is_new) {
    if (const auto located = locate_published(article.id)) {
      if (value_of(archive_, *located, schema::kDigest) ==
          std::string_view(prepared.digest.data(), prepared.digest.size())) {
        in_batch_.erase(same_id);
        return Outcome::Unchanged;
      }
      if (located->segment >= archive_.segments().size()) {
        in_batch_.erase(same_id);
        return Outcome::Served;
      }
      removals_[located->segment].insert(located->docid);
      version = article_of(archive_, *located).version + 1;
      outcome = is_of_this_run(*located, article) ? Outcome::Superseded : Outcome::Replaced;
    }
  } else {
    superseded_[same_id->second] = true;
    version = entries_[same_id->second].version + 1;
    same_id->second = static_cast<std::uint32_t>(entries_.size());
    outcome = Outcome::Superseded;
  }
  const ShardBy shard_by = archive_.manifest().shard_by;
  const std::string shard = shard_name(shard_by, article.published.date);
  const std::string published = sortable(article.published.date);
  if (version == 1) {
    spool(shard, published, prepared.digest, prepared.record, version);
  } else {
    Article later = article;
    later.version = version;
    spool(shard, published, prepared.digest, dump(to_json(later)), version);
  }
  return outcome;
}

/// The same id is often looked up twice in a row.
std::optional<Located> Writer::locate_published(const std::string& id) {
  if (!last_located_ || last_located_->first != id) {
    if (!known_ids_) known_ids_.emplace(archive_);
    last_located_.emplace(id, known_ids_->locate(id));
  }
  return last_located_->second;
}

std::optional<Digest> Writer::digest_under(const std::string& id) {
  const auto batched = in_batch_.find(hash_of_id(id));
  if (batched != in_batch_.end()) return entries_[batched->second].digest;
  const auto located = locate_published(id);
  if (!located) return std::nullopt;
  return digest_from(value_of(archive_, *located, schema::kDigest));
}

std::optional<Gist> Writer::gist_under(const std::string& id) {
  const auto batched = in_batch_.find(hash_of_id(id));
  if (batched != in_batch_.end()) {
    std::string record;
    writing("keep the articles", [&] {
      spool_->flush();
      record = spool_->read(entries_[batched->second]);
    });
    return gist_of(article_from_record(record));
  }
  const auto located = locate_published(id);
  if (!located || located->segment >= archive_.segments().size()) return std::nullopt;
  return gist_of(article_of(archive_, *located));
}

/// Was it published by this run, and has a later version in it now?
bool Writer::is_of_this_run(const Located& located, const Article& later) const {
  return archive_.manifest().revision != first_revision_ &&
         value_of(archive_, located, schema::kIngested) == sortable(later.ingested);
}

void Writer::spool(const std::string& shard, const std::string& published, const Digest& digest,
                   std::string_view record, unsigned version) {
  SpoolEntry entry;
  entry.shard = *shard_names_.insert(shard).first;
  entry.published = published;
  entry.digest = digest;
  writing("keep the articles", [&] {
    if (!spool_) {
      fs::create_directories(directory_ / kScratchName);
      spool_ = std::make_unique<Spool>(directory_ / kScratchName / kSpoolName);
    }
    entry.offset = spool_->append(record);
  });
  entry.length = static_cast<std::uint32_t>(record.size());
  entry.version = version;
  entries_.push_back(std::move(entry));
  superseded_.push_back(false);
}

void Writer::take_back(const std::string& shard, const OnBuilt& on_built) {
  const ServedShards& all = archive_.served();
  const auto served =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->name() == shard; });
  std::uint32_t docid = 1;  // where another server continues when one fails
  ask(*served, [&](const Xapian::Database& database) {
    for (; docid <= (*served)->served().articles; ++docid) {
      if ((*served)->hides(docid)) continue;
      const Xapian::Document document = database.get_document(docid);
      spool(shard, document.get_value(schema::kPublished),
            digest_from(document.get_value(schema::kDigest)), document.get_data(), 1);
    }
  });
  writing("build the new segments", [&] {
    Manifest next = archive_.manifest();
    shard_in(next, shard).served.reset();
    build(next, on_built);
    commit(std::move(next));
  });
}

bool Writer::remove(const std::string& id) {
  const auto located = locate_published(id);
  return located && located->segment < archive_.segments().size() && remove(*located);
}

bool Writer::remove(const Located& article) {
  const std::size_t segments = archive_.segments().size();
  if (article.segment >= segments) {
    const Served& served = archive_.served()[article.segment - segments]->served();
    hidden_[served.database].push_back({article.docid, id_of(archive_, article)});
    return true;
  }
  return removals_[article.segment].insert(article.docid).second;
}

bool Writer::batch_is_full() const {
  return entries_.size() >= kBatchArticles || (spool_ && spool_->bytes() >= kBatchBytes);
}

std::string Writer::new_segment_path(const std::string& shard) {
  return dateline::new_segment_path(directory_, shard, archive_.manifest().revision + 1,
                                    segment_counter_);
}

std::map<std::string, std::vector<SpoolEntry>> Writer::batch_by_shard() {
  std::map<std::string, std::vector<SpoolEntry>> shards;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!superseded_[i]) shards[std::string(entries_[i].shard)].push_back(std::move(entries_[i]));
  }
  for (auto& [name, entries] : shards) {
    std::stable_sort(entries.begin(), entries.end(), [](const SpoolEntry& a, const SpoolEntry& b) {
      return a.published < b.published;
    });
  }
  return shards;
}

void Writer::build(Manifest& next, const OnBuilt& on_built) {
  const auto batch = batch_by_shard();
  std::vector<Task> tasks;
  const std::uint64_t most = segment_bytes(spool_->bytes(), options_.jobs);
  for (const auto& [name, entries] : batch) {
    for (const std::span<const SpoolEntry> run : runs(entries, most)) {
      Segment segment;
      segment.path = new_segment_path(name);
      segment.articles = run.size();
      segment.first = run.front().published;
      segment.last = run.back().published;
      fs::create_directories((directory_ / segment.path).parent_path());
      tasks.push_back({&name, run, std::move(segment)});
    }
  }
  spool_->flush();
  std::mutex mutex;
  parallel(tasks.size(), options_.jobs, [&] {
    return [&, words = std::make_shared<WordMemory>()](std::size_t i) {
      Task& task = tasks[i];
      const fs::path path = directory_ / task.segment.path;
      build_segment(path, task.entries, *spool_, *words);
      std::uint64_t bytes = 0;
      for (const SpoolEntry& entry : task.entries) bytes += entry.length;
      const std::lock_guard lock(mutex);
      on_built(task.entries.size(), bytes);
    };
  });
  std::vector<fs::path> paths;
  for (const Task& task : tasks) paths.push_back(directory_ / task.segment.path);
  find_stories_of(paths, next);
  for (Task& task : tasks) {
    shard_in(next, *task.shard).segments.push_back(std::move(task.segment));
  }
}

void Writer::find_stories_of(std::span<const fs::path> segments, Manifest& next) {
  const UnitedStories united = find_stories(archive_, segments, options_.jobs);
  if (united.size() == archive_.united_stories().size()) return;
  disk::make_directories(directory_ / kStoriesDirectory);
  next.united_stories = fmt::format("{}/united-{}", kStoriesDirectory, next.revision + 1);
  united.write(directory_ / next.united_stories);
  disk::sync_file(directory_ / next.united_stories);
  disk::sync_directory(directory_ / kStoriesDirectory);
}

void Writer::apply_removals(Manifest& next) {
  for (const auto& [index, docids] : removals_) {
    const OpenSegment& old = archive_.segments()[index];
    std::vector<Segment>& segments = shard_in(next, old.shard).segments;
    const auto it = std::find_if(segments.begin(), segments.end(), [&](const Segment& segment) {
      return segment.path == old.segment.path;
    });
    if (docids.size() == it->articles) {
      segments.erase(it);
      continue;
    }
    const MergeInput input{directory_ / old.segment.path, old.segment.files, docids};
    it->path = new_segment_path(old.shard);
    it->files.clear();
    it->is_compact = false;
    it->articles = merge_segments({&input, 1}, directory_ / it->path);
  }
}

void Writer::hide(Manifest& next) const {
  for (Shard& shard : next.shards) {
    if (!shard.served) continue;
    std::vector<HiddenArticle>& hidden = shard.served->hidden;
    std::erase_if(hidden, [&](const HiddenArticle& one) { return shown_again_.contains(one.id); });
    const auto more = hidden_.find(shard.served->database);
    if (more == hidden_.end()) continue;
    hidden.insert(hidden.end(), more->second.begin(), more->second.end());
    std::ranges::sort(hidden, {}, &HiddenArticle::docid);
  }
}

void Writer::merge_segments_of(Shard& shard, std::vector<std::size_t> chosen, MergeFor use) {
  std::vector<Segment> parts;
  std::sort(chosen.rbegin(), chosen.rend());
  for (const std::size_t i : chosen) {
    parts.push_back(shard.segments[i]);
    shard.segments.erase(shard.segments.begin() + static_cast<std::ptrdiff_t>(i));
  }
  Segment merged = merged_entry(parts);
  merged.path = new_segment_path(shard.name);
  std::vector<MergeInput> inputs;
  for (const Segment& part : parts) inputs.push_back({directory_ / part.path, part.files});
  merge_segments(inputs, directory_ / merged.path, use);
  merged.is_compact = use == MergeFor::Keeping;
  shard.segments.push_back(std::move(merged));
}

void Writer::commit(Manifest next) {
  seal_new_segments(directory_, next);
  std::erase_if(next.shards,
                [](const Shard& shard) { return shard.segments.empty() && !shard.served; });
  ++next.revision;
  sum_files_beside_shards(directory_, next);
  Archive published = archive_.with(next);
  if (!lock_.is_held()) {
    throw Error(Code::Locked,
                fmt::format("{} was removed or replaced while this ran; nothing was published",
                            (directory_ / disk::kLockName).string()),
                "run again, and leave it in place; another writer may have run as well");
  }
  may_sweep_ = false;
  const auto late = write_manifest(directory_, next);
  known_ids_.reset();
  last_located_.reset();
  archive_ = std::move(published);
  spool_.reset();
  entries_.clear();
  superseded_.clear();
  in_batch_.clear();
  shard_names_.clear();
  removals_.clear();
  hidden_.clear();
  shown_again_.clear();
  finished_.clear();
  contents_.clear();
  forgets_sources_ = false;
  deleted_.reset();
  exact_forms_.reset();
  if (late) throw *late;
  may_sweep_ = true;
  sweep_up();
}

void Writer::publish(const OnBuilt& on_built) {
  if (entries_.empty() && hidden_.empty() && shown_again_.empty() && removals_.empty() &&
      finished_.empty() && contents_.empty() && !deleted_ &&
      exact_forms_.value_or(archive_.manifest().exact_forms) == archive_.manifest().exact_forms) {
    return;
  }
  writing("build the new segments", [&] {
    Manifest next = archive_.manifest();
    if (!entries_.empty()) build(next, on_built);
    apply_removals(next);
    hide(next);
    if (deleted_) {
      next.deleted = write_deleted_list(directory_, next.revision + 1, *deleted_);
    }
    if (exact_forms_) next.exact_forms = *exact_forms_;
    if (forgets_sources_) next.sources.clear();
    if (!finished_.empty()) {
      add_sources(directory_, fmt::format("{}/{}", kSourcesName, next.revision + 1),
                  std::move(finished_), next);
    }
    if (!contents_.empty()) {
      add_contents(directory_,
                   fmt::format("{}/{}{}", kSourcesName, next.revision + 1, kContentsEnd),
                   std::move(contents_), next);
    }
    commit(std::move(next));
  });
}

void Writer::merge(std::size_t few, const std::function<bool()>& is_over) {
  writing("merge the segments", [&] {
    Manifest next = archive_.manifest();
    bool any = false;
    for (Shard& shard : next.shards) {
      if (is_over()) break;
      const std::vector<std::size_t> chosen = worth_merging(shard.segments, few);
      if (chosen.empty()) continue;
      merge_segments_of(shard, chosen, MergeFor::Now);
      any = true;
    }
    if (any) commit(std::move(next));
  });
}

void Writer::compact() {
  writing("merge the segments", [&] {
    Manifest next = archive_.manifest();
    for (Shard& shard : next.shards) {
      std::vector<std::size_t> all(shard.segments.size());
      std::iota(all.begin(), all.end(), std::size_t{0});
      if (all.size() > 1 || (all.size() == 1 && !shard.segments.front().is_compact)) {
        merge_segments_of(shard, std::move(all), MergeFor::Keeping);
      }
    }
    commit(std::move(next));
  });
}

}  // namespace dateline
