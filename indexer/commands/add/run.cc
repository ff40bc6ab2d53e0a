// SPDX-License-Identifier: GPL-2.0-or-later
// Reading is article by article, understanding in parallel, building by batch.
#include "indexer/commands/add/run.h"

#include "common/cli/version.h"
#include "common/errors/errors.h"
#include "common/errors/failure.h"
#include "common/process/parallel.h"
#include "common/terminal/tell.h"
#include "indexer/commands/add/stop_signal.h"
#include "indexer/extract/own_id.h"
#include "indexer/readers/stream/pipe.h"
#include "indexer/sources/last_run.h"
#include "indexer/writer/segments.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <poll.h>
#include <xxhash.h>

namespace dateline::commands {
namespace {

/// Reading takes about a tenth of the time of building the same bytes.
constexpr double kReadingShare = 0.1;

/// The run must end in the middle of a source.
struct Stopped {};

/// How many extra segments one run's publications may leave in a shard: merging them is left to the
/// next run, unless they become too many.
constexpr std::size_t kPieces = 24;

/// The most names of keys that are counted, and shown.
constexpr std::size_t kMaxUnusedNames = 1000;
constexpr std::size_t kUnusedNamesShown = 5;

/// How many articles, and bytes of them, are prepared at a time.
constexpr std::size_t kPreparedArticles = 1000;
constexpr std::uint64_t kPreparedBytes = std::uint64_t{16} << 20U;

/// A hash of everything that affects what is read from a file: with other options, or by another
/// version, it is read again.
std::uint64_t hash_of(const AddOptions& options) {
  std::string all = kVersion;
  const auto put = [&all](std::string_view value) { all.append(value).push_back('\0'); };
  put(options.reading.format == nullptr ? "" : options.reading.format->name);
  if (options.reading.mapping) {
    const Mapping& mapping = *options.reading.mapping;
    for (const std::string& part : {mapping.format, mapping.articles, mapping.date_format,
                                    mapping.source, mapping.language}) {
      put(part);
    }
    for (const MappedField& field : mapping.fields) {
      put(name_of(field.field));
      for (const std::string& place : field.places) put(place);
    }
  }
  if (options.defaults.sources) {
    for (const NewsSource& source : options.defaults.sources->all()) {
      put(source.name);
      for (const std::string& alias : source.aliases) put(alias);
      for (const std::string& domain : source.domains) put(domain);
    }
  }
  put(std::to_string(static_cast<int>(options.defaults.date_order)));
  put(options.defaults.source);
  put(options.defaults.language);
  put(std::to_string(options.defaults.max_body_bytes));
  put(std::to_string(options.reading.max_expansion));
  put(options.since ? sortable(*options.since) : "");
  return XXH3_64bits(all.data(), all.size());
}

bool is_before(const Date& published, const Date& since) {
  return published.known() && whole_period(published).last_day < whole_period(since).first_day;
}

}  // namespace

Run::Run(const AddOptions& options)
    : options_(options),
      now_(utc_now()),
      options_hash_(hash_of(options)),
      progress_(options.show_progress),
      rejects_(options.archive, now_),
      echo_([this](const std::string& line) { say(line); }) {
  if (options_.dry_run) dry_run_ = std::make_unique<DryRun>(options_.archive);
}

void Run::index(const std::vector<Source>& sources) {
  start_ = std::chrono::steady_clock::now();
  pace_ = Pace();
  pieces_ = 0;
  held_.clear();
  if (!options_.dry_run) {
    WriterOptions writing = options_.writer;
    // With --watch it tries again, and notes signals, which nothing may delay.
    if (stop_descriptor() >= 0) writing.lock_timeout = std::chrono::milliseconds(0);
    writer_ = std::make_unique<Writer>(options_.archive, writing);
  }
  note_stop_signals();
  if (writer_) {
    open_checkpoint();
    keep_ignored(options_.archive, options_.ignore);
  }
  open_deleted();
  for (const Source& source : sources) {
    if (const auto stamp = stamp_of(source.path)) total_bytes_ += stamp->size;
  }
  for (const Source& source : sources) {
    if (stop_signal() != 0) {
      summary_.was_stopped = true;
      break;
    }
    read(source);
  }
  submit_raw();
  publish();
  if (writer_) {
    revision_ = writer_->archive().manifest().revision;
    note_run();
  }
  writer_.reset();
  progress_.clear();
  summary_.seconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  if (!options_.dry_run && stop_signal() == 0) deliver_alerts(options_.archive, summary_.alerts);
}

void Run::open_checkpoint() {
  checkpoint_.reset();
  try {
    checkpoint_ = std::make_unique<Checkpoint>(options_.archive, writer_->archive().manifest());
  } catch (const Error&) {
    if (!options_.again) throw;
    writer_->forget_sources();
  }
  contents_ = Contents(options_.archive, writer_->archive().manifest());
}

/// For `status`. That it cannot be written is no reason to fail: everything is published.
void Run::note_run() {
  LastRun run;
  run.began = now_;
  run.read = summary_.read;
  run.added = summary_.added;
  run.replaced = summary_.replaced;
  run.withdrawn = summary_.withdrawn;
  run.passed_over = summary_.all_passed_over();
  run.rejected = summary_.rejected;
  run.was_stopped = summary_.was_stopped;
  if (const auto failure = failure_of([&] { write_last_run(options_.archive, run); })) {
    say(fmt::format("this run is not recorded for status: {}", failure->what()));
  }
}

void Run::note_held(const Origin& origin, const std::string& id) {
  const auto file = held_.find(origin.file);
  if (file != held_.end()) file->second.push_back(hash_of_id(id));
}

/// Lists what that file, all of which was read, holds; unless that is known.
void Run::list_contents(const std::string& name) {
  auto held = held_.extract(name);
  if (held.empty()) return;
  std::vector<IdHash>& ids = held.mapped();
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const std::string path = listed_path(name);
  const auto before = contents_.of(path);
  if (before && std::equal(before->begin(), before->end(), ids.begin(), ids.end())) return;
  writer_->holds({path, std::move(ids)});
}

void Run::open_deleted() {
  if (writer_) {
    deleted_ = deleted_in(options_.archive, writer_->archive().manifest());
  } else if (is_archive(options_.archive)) {
    deleted_ = deleted_now(options_.archive).list;
  }
}

AddSummary Run::finish() {
  if (!options_.quiet) echo_.close(options_.dry_run ? "" : rejects_.path());
  summary_.stopped_by = stop_signal();
  for (const auto& [name, unread] : still_unread_) summary_.still_unread += unread;
  if (!not_used_.empty() && !options_.quiet) tell_of_unused();
  if (summary_.stopped_by != 0) tell_of_stop();
  return summary_;
}

void Run::note_unused(const RawArticle& raw) {
  for (const NotUsed& one : raw.not_used) {
    if (not_used_.size() < kMaxUnusedNames || not_used_.contains(one.name)) ++not_used_[one.name];
  }
}

/// One of them may be the date.
void Run::tell_of_unused() {
  std::vector<std::pair<std::string, std::uint64_t>> names(not_used_.begin(), not_used_.end());
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string shown;
  for (std::size_t i = 0; i < std::min(names.size(), kUnusedNamesShown); ++i) {
    shown += fmt::format("{}{} (in {})", shown.empty() ? "" : ", ", printable_line(names[i].first),
                         with_thousands(names[i].second));
  }
  if (names.size() > kUnusedNamesShown) shown += ", …";
  say(
      fmt::format("{} {} of {} undated {} {} not used: {}; one of them may be the date: "
                  "dateline-index preview shows them",
                  with_thousands(names.size()), names.size() == 1 ? "key" : "keys",
                  with_thousands(summary_.undated), summary_.undated == 1 ? "article" : "articles",
                  names.size() == 1 ? "was" : "were", shown));
}

void Run::tell_of_stop() {
  std::string line = fmt::format("stopped by {}: ", name_of_signal(summary_.stopped_by));
  line += options_.dry_run ? "the dry run ends here"
                           : fmt::format("what was read is published, as revision {}", revision_);
  if (!stopped_in_.empty()) {
    line += fmt::format("; {} was not read to its end", printable_line(stopped_in_));
  }
  if (!options_.dry_run && summary_.was_stopped) line += "; the next run continues";
  say(line);
}

void Run::read(const Source& source) {
  if (!source.passed_over.empty()) {
    ++summary_.passed_over[source.passed_over];
    return;
  }
  if (!source.problem.empty()) return reject_file(source.name(), source.problem);
  const auto stamp = stamp_of(source.path);
  if (!stamp) return read(source, std::nullopt);
  const SourceRecord record = source_record(source.path, *stamp, options_hash_);
  if (!options_.again && checkpoint_ && checkpoint_->is_done(source.path, record)) {
    ++summary_.skipped_files;
    if (const std::uint32_t unread = checkpoint_->unread_in(source.path); unread != 0) {
      still_unread_[source.name()] = unread;
    }
    file_bytes_ += stamp->size;
    return;
  }
  read(source, record);
}

void Run::read(const Source& source, const std::optional<SourceRecord>& record) {
  name_ = source.name();
  bytes_before_ = file_bytes_;
  is_pipe_ = !record;
  has_begun_ = false;
  is_passed_over_ = false;
  rejects_in_.erase(name_);
  still_unread_.erase(name_);
  try {
    if (record) {
      read_file(source.path, *record);
    } else {
      read_pipe(source.path);
    }
  } catch (const std::filesystem::filesystem_error&) {
    throw;  // the archive cannot be written
  } catch (const std::system_error& e) {
    reject_file(name_, "cannot be read: " + e.code().message());
    // What was read before no longer waits.
    end("", "");
  } catch (const Stopped&) {
    // If it was not read to its end, it is not listed as read. What waits for a date is left to the
    // next run, if the file can be read again.
    if (is_pipe_) {
      end("", "");
    } else {
      gate_ = DateOrderGate();
    }
    summary_.bytes += file_bytes_ - bytes_before_;
    summary_.was_stopped = true;
    stopped_in_ = name_;
  }
}

void Run::read_file(const std::filesystem::path& path, SourceRecord record) {
  if (writer_) held_[name_].clear();
  FileStream file(path);
  bytes_read_ = [&file] { return file.bytes_read(); };
  summary_.bytes += read_source(file, name_, options_.reading, *this);
  if (is_passed_over_) {
    // It is looked at again by the next run, which counts it again.
    held_.erase(name_);
    file_bytes_ = bytes_before_ + record.stamp.size;
    return;
  }
  // The content of a damaged file beyond the damage is part of its digest. If that is long there is
  // no digest: the file counts as unchanged while its size and time are.
  const std::uint64_t enough = file.bytes_read() + kMaxBytesWithoutArticle;
  while (file.bytes_read() < enough && !file.read().empty()) {
  }
  record.digest = file.digest().value_or(FileDigest{});
  finished_.emplace_back(name_, record);
  file_bytes_ = bytes_before_ + file.bytes_read();
}

void Run::read_pipe(const std::filesystem::path& path) {
  PipeStream pipe(path, [this](int fd) { return await(fd); });
  bytes_read_ = [&pipe] { return pipe.bytes_read(); };
  const std::uint64_t text = read_source(pipe, name_, options_.reading, *this);
  file_bytes_ = bytes_before_ + pipe.bytes_read();
  if (stop_signal() != 0) throw Stopped();
  summary_.bytes += text;
}

/// Waits until there is something to read. What was read so far is published meanwhile. If the run
/// must end while it waits for enough to tell the format, what has arrived is all.
bool Run::await(int fd) {
  for (;;) {
    if (stop_signal() != 0) {
      if (has_begun_ || bytes_read_() == 0) throw Stopped();
      return false;
    }
    publish_if_due();
    std::array<pollfd, 2> ends = {{{fd, POLLIN, 0}, {stop_descriptor(), POLLIN, 0}}};
    const auto left = pace_.left(Pace::Clock::now());
    const int timeout =
        left ? static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(*left).count()) : -1;
    if (poll(ends.data(), ends.size(), timeout) > 0 && ends[0].revents != 0) return true;
  }
}

void Run::begin(const std::string& /*member*/, const Format& /*format*/) {
  gate_ = DateOrderGate();
  has_begun_ = true;
}

bool Run::take(ReadResult result) {
  ++summary_.read;
  if (const Reject* one = std::get_if<Reject>(&result)) {
    reject(*one);
  } else {
    gate_.put(std::move(std::get<RawArticle>(result)));
    take_settled();
  }
  file_bytes_ = bytes_before_ + bytes_read_();
  if (progress_.is_due()) show_progress("reading");
  // Everything that a pipe delivered is taken before waiting for more.
  if (stop_signal() != 0 && !is_pipe_) throw Stopped();
  publish_if_due();
  return true;
}

void Run::end(const std::string& member, const std::string& note) {
  gate_.close();
  take_settled();
  if (note.empty() || options_.quiet) return;
  say(fmt::format("{}: {}", printable_line(Origin{name_, 0, 0, member}.path()), note));
}

void Run::pass_over(const std::string& member, const std::string& kind) {
  if (is_pipe_ && member.empty() && kind == kEmpty) {
    // Whoever should have written to it has probably failed.
    static_cast<void>(take(Reject{{name_, 0, 0, ""}, "nothing arrived"}));
    return;
  }
  ++summary_.passed_over[kind];
  is_passed_over_ = is_passed_over_ || member.empty();
}

void Run::take_settled() {
  while (auto article = gate_.take()) {
    raw_bytes_ += article->raw.body.size();
    if (writer_) pace_.take(article->raw.body.size(), Pace::Clock::now());
    raw_.push_back(std::move(*article));
    if (raw_.size() >= kPreparedArticles || raw_bytes_ >= kPreparedBytes) submit_raw();
  }
}

/// Understanding is a third of the work before building, and independent for each article.
void Run::submit_raw() {
  std::vector<std::optional<Prepared>> prepared(raw_.size());
  std::vector<TextPrint> prints(raw_.size());
  parallel(raw_.size(), options_.writer.jobs, [&] {
    return [&](std::size_t i) {
      Article article = understand(raw_[i].raw, options_.defaults, now_, raw_[i].order);
      if (!article.headline.empty() || !article.body.empty()) {
        if (deleted_.size() != 0) prints[i] = print_of(article);
        prepared[i].emplace(std::move(article));
      }
    };
  });
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    if (prepared[i]) {
      submit(*std::move(prepared[i]), raw_[i].raw, prints[i]);
    } else {
      reject({raw_[i].raw.origin, "an article with neither headline nor text"});
    }
  }
  raw_.clear();
  raw_bytes_ = 0;
  if (!writer_) return;
  for (auto& [name, record] : finished_) {
    if (const auto rejects = rejects_in_.extract(name)) record.rejects = rejects.mapped();
    // What is already listed makes no new revision.
    const bool is_listed = checkpoint_ && checkpoint_->has(record);
    if (refused_.contains(name)) continue;
    if (!is_listed) writer_->finished(record);
    list_contents(name);
  }
  finished_.clear();
  if (writer_->batch_is_full()) publish();
}

void Run::submit(Prepared prepared, const RawArticle& raw, const TextPrint& print) {
  if (options_.since && is_before(prepared.article.published.date, *options_.since)) {
    ++summary_.too_old;
    return;
  }
  const std::string first_id = prepared.article.id;
  std::string id = own_id(prepared, raw);
  if (id != first_id) {
    Article article = std::move(prepared.article);
    article.id = std::move(id);
    prepared = Prepared(std::move(article));
  }
  note_held(raw.origin, prepared.article.id);
  if (deleted_.size() != 0 && is_withdrawn(prepared.article, first_id, raw, print)) return;
  const Outcome outcome = writer_ ? writer_->submit(prepared) : dry_run_->submit(prepared);
  if (outcome == Outcome::Added && prepared.article.id != first_id) ++summary_.qualified;
  count(outcome, prepared.article, raw.origin);
  const bool is_new = outcome == Outcome::Added || outcome == Outcome::Replaced;
  if (is_new && !prepared.article.published.date.known()) note_unused(raw);
}

/// Was it deleted, and is not in the archive? Then that is reported. `first_id` is its id where no
/// other article has that.
bool Run::is_withdrawn(const Article& article, const std::string& first_id, const RawArticle& raw,
                       const TextPrint& print) {
  const auto gone = deleted_.match(article, print, possible_ids(first_id, article, raw));
  if (!gone || digest_under(article.id)) return false;
  ++summary_.withdrawn;
  note_held(raw.origin, gone->id);
  log({raw.origin, fmt::format("not added again: '{}' was deleted on {} as '{}'{}",
                               article.headline, day_in(gone->deleted), gone->id,
                               gone->reason.empty() ? "" : fmt::format(" ({})", gone->reason))});
  return true;
}

/// Its id; another one if the archive has another article under that.
std::string Run::own_id(const Prepared& prepared, const RawArticle& raw) {
  const Article& article = prepared.article;
  const bool is_row = !raw.id.empty() && is_counter(article.id);
  const auto first = digest_under(article.id);
  if ((!first && !is_row) || first == prepared.digest) return article.id;
  const std::vector<std::string> ids = possible_ids(article.id, article, raw);
  std::optional<Gist> gist;  // once it is needed
  const auto version_under = [&](const std::string& id) {
    auto earlier = gist_under(id);
    if (earlier && !gist) gist = gist_of(article);
    if (earlier && !are_versions(id, *earlier, *gist)) earlier.reset();
    return earlier;
  };
  // Another article may have had the id when this one came first, and be gone now.
  if (is_row && version_under(ids[1])) return ids[1];
  for (const std::string& id : ids) {
    if (!digest_under(id)) return id;
    if (const auto earlier = version_under(id)) {
      tell_replaced(*earlier, *gist, id, raw.origin);
      return id;
    }
    // What servers have cannot be compared.
    if (!gist_under(id)) return id;
  }
  return ids.back();
}

/// Two headlines without a word in common may be a mistake of whoever gave the id.
void Run::tell_replaced(const Gist& earlier, const Gist& later, const std::string& id,
                        const Origin& origin) {
  if (are_headlines_alike(earlier.headline, later.headline)) return;
  const Reject replacement(
      origin, fmt::format("the article '{}' replaces '{}' under the id '{}', and their headlines "
                          "have nothing in common",
                          later.headline, earlier.headline, id));
  if (options_.strict) reject(replacement);
  log(replacement);
}

std::optional<Digest> Run::digest_under(const std::string& id) {
  return writer_ ? writer_->digest_under(id) : dry_run_->digest_under(id);
}

std::optional<Gist> Run::gist_under(const std::string& id) {
  return writer_ ? writer_->gist_under(id) : dry_run_->gist_under(id);
}

void Run::count(Outcome outcome, const Article& article, const Origin& origin) {
  switch (outcome) {
    case Outcome::Unchanged:
      ++summary_.unchanged;
      return;
    case Outcome::Superseded:
      ++summary_.superseded;
      log({origin, fmt::format("another article in this run has the id '{}', too; this "
                               "later one was kept instead",
                               article.id)});
      return;
    case Outcome::Served:
      refused_.insert(origin.file);
      reject({origin, fmt::format("servers have another version of the article '{}', and what is "
                                  "served cannot change; take its shard back with "
                                  "dateline-index shard detach, and add this again",
                                  article.id)});
      return;
    case Outcome::Added:
      ++summary_.added;
      break;
    case Outcome::Replaced:
      ++summary_.replaced;
      break;
  }
  if (!article.published.date.known()) ++summary_.undated;
  for (const Flag flag : article.flags) ++summary_.flags[flag];
}

void Run::publish_if_due() {
  if (!writer_) return;
  const auto left = pace_.left(Pace::Clock::now());
  if (!left || left->count() > 0) return;
  submit_raw();
  publish();
}

void Run::publish() {
  if (!writer_) return;
  const auto begun = Pace::Clock::now();
  const std::uint64_t before = writer_->archive().manifest().revision;
  // Once its sources are listed as read, this will not be rejected again: it must be kept.
  rejects_.close();
  writer_->publish([this](std::size_t articles, std::uint64_t) {
    built_articles_ += articles;
    if (progress_.is_due()) show_progress("building");
  });
  pace_.published(Pace::Clock::now() - begun);
  published_articles_ = built_articles_;
  if (writer_->archive().manifest().revision == before) return;
  writer_->merge(kFewSegments + std::min(pieces_++, kPieces), [] { return stop_signal() != 0; });
}

void Run::show_progress(std::string_view phase) {
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
  const double seconds = std::max(spent.count(), 0.001);
  const auto read = static_cast<double>(file_bytes_);
  const auto total = static_cast<double>(total_bytes_);
  const auto articles = static_cast<double>(std::max<std::uint64_t>(summary_.read, 1));
  const double built = read * static_cast<double>(built_articles_) / articles;
  const double done = kReadingShare * read + (1 - kReadingShare) * built;
  std::string line = fmt::format("{}: {} articles read, {} built, {} published, {:.1f} MB/s", phase,
                                 with_thousands(summary_.read), with_thousands(built_articles_),
                                 with_thousands(published_articles_), done / 1e6 / seconds);
  if (total > 0 && done > 0 && done < total) {
    const auto left = static_cast<std::int64_t>(seconds * (total - done) / done);
    line += fmt::format(", {:.0f} %, {} left", 100 * done / total,
                        duration_text(std::chrono::seconds(left)));
  }
  progress_.show(line);
}

/// A file that could not be read at all counts as one thing read and rejected.
void Run::reject_file(const std::string& file, const std::string& reason) {
  ++summary_.read;
  reject({{file, 0, 0}, reason});
}

void Run::reject(const Reject& reject) {
  ++summary_.rejected;
  ++rejects_in_[reject.origin.file];
  log(reject);
  if (!options_.strict) return;
  rejects_.close();
  const Advice hint("nothing of this batch was added; run again", Setting::Strict);
  throw Error(Code::Usage, "stopped at the first reject, as asked",
              options_.dry_run ? Advice() : hint);
}

void Run::log(const Reject& reject) {
  if (!options_.dry_run) rejects_.write(reject);
  if (!options_.quiet || options_.strict) echo_.tell(reject);
}

void Run::say(const std::string& line) {
  progress_.clear();
  tell(fmt::format("dateline-index: {}\n", line));
}

}  // namespace dateline::commands
