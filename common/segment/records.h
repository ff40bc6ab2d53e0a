// SPDX-License-Identifier: GPL-2.0-or-later
// The records of a segment: everything stored about its articles, compressed.
//
// The file `records` lies beside the tables of the segment's Xapian database, whose documents hold
// only a summary of each article, for tools that do not know this file.
//
//   blocks, one after another    each a zstd frame of whole records: first their lengths (a varint
//                                each), then the records
//   dictionary                   made from some of the records, and used in each block; none in a
//                                small segment
//   arrays, and a footer         see disk/arrays.h, and Footer in records.cc
#pragma once

#include "common/disk/arrays.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::segment {

/// The name of the file.
inline constexpr const char* kRecordsName = "records";

/// Reads the file in place. Safe to share between threads. Decompresses a block for each record,
/// but keeps the last one, so that reading in order, up or down, decompresses each block once.
class Records {
 public:
  /// Throws disk::Damaged, or Error (Machine).
  explicit Records(const std::filesystem::path& segment,
                   std::optional<disk::BlockSums> sums = std::nullopt);
  ~Records();

  [[nodiscard]] std::uint32_t documents() const { return lasts_.empty() ? 0 : lasts_.back(); }
  /// Throws disk::Damaged.
  [[nodiscard]] std::string record(std::uint32_t docid) const;

  /// Reads the whole file. Throws disk::Damaged when it has changed since it was written.
  void verify() const;

 private:
  struct Block;
  class Dictionary;

  [[nodiscard]] std::shared_ptr<const Block> block(std::size_t number) const;
  [[nodiscard]] std::shared_ptr<const Block> decompress(std::size_t number) const;

  disk::ArrayFile file_;
  disk::Parts<std::uint64_t> blocks_;
  disk::Array<std::uint32_t> lasts_;  ///< docid of the last record of each block
  disk::Array<char> dictionary_bytes_;
  mutable std::once_flag needs_dictionary_;
  mutable std::unique_ptr<const Dictionary> dictionary_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Block> latest_;  ///< under the mutex
};

/// Records that represent all that a file will hold.
class RecordSamples {
 public:
  /// At even distances, from `records` records of which `record` returns the i-th, counted from 0.
  /// Memory: up to 8 MiB.
  RecordSamples(std::size_t records, const std::function<std::string(std::size_t i)>& record);

 private:
  friend class RecordsWriter;
  std::string texts_;
  std::vector<std::size_t> sizes_;
  std::uint64_t all_bytes_ = 0;  ///< of all records, estimated
};

/// Writes the file. All functions throw Error (Machine).
class RecordsWriter {
 public:
  /// Is fast. Holds up to 8 MiB of records, the first, from which the dictionary is made.
  explicit RecordsWriter(const std::filesystem::path& segment);
  /// Makes the file smaller, which takes about six times as long. Reading is as fast.
  RecordsWriter(const std::filesystem::path& segment, const RecordSamples& samples);
  ~RecordsWriter();

  /// Records come in order of docid, from 1 on. None is over 128 MiB.
  void add(std::string_view record);
  void finish();

 private:
  class Compressor;

  void make_dictionary();
  void take(std::string_view record);
  void close_block();

  disk::ArrayWriter file_;
  std::string held_;  ///< records that wait for the dictionary
  std::vector<std::size_t> held_sizes_;
  std::string dictionary_;
  std::unique_ptr<Compressor> compressor_;  ///< none before the dictionary is made
  std::string lengths_;                     ///< of the current block
  std::string texts_;
  std::uint32_t documents_ = 0;
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint32_t> lasts_;
};

}  // namespace dateline::segment
