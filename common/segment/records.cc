// SPDX-License-Identifier: GPL-2.0-or-later
// Blocks, and the dictionary that they share.
#include "common/segment/records.h"

#include "common/disk/pack.h"
#include "common/errors/errors.h"

#include <algorithm>
#include <new>
#include <utility>

#include <fmt/format.h>
// Training with given parameters takes a tenth of the time of finding good ones, but the stable
// functions offer only the latter.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

namespace dateline::segment {

/// Members of Records have it, so it is not in the anonymous namespace.
struct FreeZstd {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

namespace {

constexpr disk::Magic kRecordsMagic = {'D', 'L', 'r', 'e', 'c', 'o', 'r', '1'};

/// Size of a block before compression, unless it holds one long record. With a dictionary, larger
/// blocks hardly save space in total, and reading one record takes longer.
constexpr std::size_t kBlockBytes = std::size_t{8} << 10U;
/// Articles are cut long before. A block that claims to hold more is damaged.
constexpr std::size_t kMaxRecordBytes = std::size_t{128} << 20U;
/// The most bytes of the length before a record.
constexpr std::size_t kMaxLengthBytes = 5;

/// How a file is compressed.
struct Effort {
  int level;           ///< zstd's
  unsigned word_bits;  ///< how many words are told apart when making a dictionary
};
/// Faster than the deflate that it replaces.
constexpr Effort kQuick = {3, 18};
/// Half a percent less takes half as long again.
constexpr Effort kThorough = {8, 20};

/// The dictionary is made from this much of the first records, and has a 32nd of that size.
constexpr std::size_t kHeldBytes = std::size_t{8} << 20U;
constexpr std::size_t kDictionaryShare = 32;
/// A smaller one does not pay for itself.
constexpr std::size_t kLeastDictionaryBytes = std::size_t{4} << 10U;
/// More samples take longer, and hardly improve it.
constexpr std::size_t kSampleBytes = std::size_t{1} << 20U;
/// If there is time, more of all records, for a larger dictionary: a 128th of the records from 32
/// MiB on. An even larger one would have to be read completely for a single record.
constexpr std::size_t kManySampleBytes = std::size_t{8} << 20U;
constexpr std::size_t kLargeDictionaryShare = 128;
constexpr std::size_t kMostDictionaryBytes = std::size_t{1} << 20U;
/// Only the beginning of a very long record is a sample.
constexpr std::size_t kMostOfOne = kSampleBytes / 16;

/// Offsets from the beginning of the file, and counts.
struct RecordsFooter {
  std::uint64_t dictionary = 0;
  std::uint64_t dictionary_bytes = 0;
  std::uint64_t blocks = 0;
  std::uint64_t ends = 0;
  std::uint64_t lasts = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kRecordsMagic;
};

/// Objects of zstd, which are null only when out of memory.
template <typename T>
std::unique_ptr<T, FreeZstd> made(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return std::unique_ptr<T, FreeZstd>(object);
}

/// Made from samples with a length each. Empty if there are too few.
std::string trained(std::string_view samples, std::span<const std::size_t> sizes, std::size_t bytes,
                    const Effort& effort) {
  ZDICT_fastCover_params_t parameters{};
  parameters.k = 200;
  parameters.d = 6;
  parameters.f = effort.word_bits;
  parameters.accel = 1;
  parameters.zParams.compressionLevel = effort.level;
  std::string dictionary(bytes, '\0');
  const std::size_t size = ZDICT_trainFromBuffer_fastCover(
      dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
      static_cast<unsigned>(sizes.size()), parameters);
  dictionary.resize(ZDICT_isError(size) != 0 ? 0 : size);
  return dictionary;
}

}  // namespace

/// A block in clear.
struct Records::Block {
  std::size_t number = 0;
  std::string bytes;
  std::vector<std::size_t> ends;  ///< of records, in `bytes`
  std::size_t texts = 0;          ///< where the first record begins

  [[nodiscard]] std::string record(std::size_t i) const {
    const std::size_t begin = i == 0 ? texts : ends[i - 1];
    return bytes.substr(begin, ends[i] - begin);
  }
};

class Records::Dictionary {
 public:
  explicit Dictionary(std::span<const char> bytes)
      : dictionary_(bytes.empty() ? nullptr : ZSTD_createDDict(bytes.data(), bytes.size())) {
    if (!dictionary_ && !bytes.empty()) disk::not_whole(kRecordsName);
  }

  void decompress(std::string_view frame, std::string& to) const {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeZstd> context = made(ZSTD_createDCtx());
    const std::size_t size = ZSTD_decompress_usingDDict(
        context.get(), to.data(), to.size(), frame.data(), frame.size(), dictionary_.get());
    if (ZSTD_isError(size) != 0 || size != to.size()) disk::not_whole(kRecordsName);
  }

 private:
  std::unique_ptr<ZSTD_DDict, FreeZstd> dictionary_;
};

Records::Records(const std::filesystem::path& segment, std::optional<disk::BlockSums> sums)
    : file_(segment / kRecordsName, kRecordsName, std::move(sums)) {
  const RecordsFooter footer = file_.footer<RecordsFooter>(kRecordsMagic);
  blocks_ = file_.parts(0, file_.array<std::uint64_t>(footer.ends, footer.blocks));
  lasts_ = file_.array<std::uint32_t>(footer.lasts, footer.blocks);
  dictionary_bytes_ = file_.array<char>(footer.dictionary, footer.dictionary_bytes);
}

Records::~Records() = default;

std::shared_ptr<const Records::Block> Records::decompress(std::size_t number) const {
  const std::string_view frame = blocks_[number];
  const std::uint32_t before = number == 0 ? 0 : lasts_[number - 1];
  if (lasts_[number] <= before) file_.damaged();
  const std::size_t count = lasts_[number] - before;
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  // Errors are very large numbers.
  if (size > (count == 1 ? kMaxRecordBytes + kMaxLengthBytes : kBlockBytes) || size < count) {
    file_.damaged();
  }
  std::call_once(needs_dictionary_,
                 [&] { dictionary_ = std::make_unique<Dictionary>(dictionary_bytes_.all()); });
  auto block = std::make_shared<Block>();
  block->number = number;
  block->bytes.resize(size);
  dictionary_->decompress(frame, block->bytes);
  disk::Unpacker in(block->bytes, kRecordsName);
  block->ends.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t length = in.uint32();
    block->ends.push_back(length + (i == 0 ? 0 : block->ends.back()));
  }
  block->texts = size - in.rest().size();
  for (std::size_t& end : block->ends) end += block->texts;
  if (block->ends.back() != size) file_.damaged();
  return block;
}

std::shared_ptr<const Records::Block> Records::block(std::size_t number) const {
  {
    const std::lock_guard lock(mutex_);
    if (latest_ && latest_->number == number) return latest_;
  }
  auto fresh = decompress(number);
  const std::lock_guard lock(mutex_);
  latest_ = fresh;
  return fresh;
}

std::string Records::record(std::uint32_t docid) const {
  const std::span<const std::uint32_t> lasts = lasts_.all();
  const auto last = std::lower_bound(lasts.begin(), lasts.end(), docid);
  if (docid == 0 || last == lasts.end()) file_.damaged();
  const auto number = static_cast<std::size_t>(last - lasts.begin());
  const std::uint32_t before = number == 0 ? 0 : lasts[number - 1];
  if (docid <= before) file_.damaged();
  return block(number)->record(docid - before - 1);
}

void Records::verify() const {
  file_.verify<RecordsFooter>(kRecordsMagic);
}

class RecordsWriter::Compressor {
 public:
  Compressor(std::string_view dictionary, int level) : context_(made(ZSTD_createCCtx())) {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_dictIDFlag, 0);
    if (dictionary.empty()) return;
    dictionary_ = made(ZSTD_createCDict(dictionary.data(), dictionary.size(), level));
    ZSTD_CCtx_refCDict(context_.get(), dictionary_.get());
  }

  /// Valid until the next call.
  std::string_view compress(std::string_view block) {
    buffer_.resize(ZSTD_compressBound(block.size()));
    const std::size_t size =
        ZSTD_compress2(context_.get(), buffer_.data(), buffer_.size(), block.data(), block.size());
    if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // there is room, so nothing else can fail
    return std::string_view(buffer_).substr(0, size);
  }

 private:
  std::unique_ptr<ZSTD_CCtx, FreeZstd> context_;
  std::unique_ptr<ZSTD_CDict, FreeZstd> dictionary_;  ///< or none
  std::string buffer_;
};

RecordSamples::RecordSamples(std::size_t records,
                             const std::function<std::string(std::size_t i)>& record) {
  // The mean length of a few shows how many there may be.
  constexpr std::size_t kFew = 64;
  std::uint64_t few_bytes = 0;
  const std::size_t few = std::min(records, kFew);
  for (std::size_t i = 0; i < few; ++i) few_bytes += record(i * records / few).size();
  if (few_bytes == 0) return;
  all_bytes_ = few_bytes * records / few;
  const std::size_t taken = std::max<std::size_t>(
      few, std::min<std::uint64_t>(records, kManySampleBytes * few / few_bytes));
  for (std::size_t i = 0; i < taken && texts_.size() < kManySampleBytes; ++i) {
    const std::string whole = record(i * records / taken);
    if (whole.empty()) continue;
    sizes_.push_back(std::min(whole.size(), kMostOfOne));
    texts_.append(whole, 0, sizes_.back());
  }
}

RecordsWriter::RecordsWriter(const std::filesystem::path& segment)
    : file_(segment / kRecordsName) {}

RecordsWriter::RecordsWriter(const std::filesystem::path& segment, const RecordSamples& samples)
    : file_(segment / kRecordsName) {
  const std::uint64_t bytes = std::max(
      std::min<std::uint64_t>(samples.all_bytes_, kHeldBytes) / kDictionaryShare,
      std::min<std::uint64_t>(samples.all_bytes_ / kLargeDictionaryShare, kMostDictionaryBytes));
  if (bytes >= kLeastDictionaryBytes) {
    dictionary_ = trained(samples.texts_, samples.sizes_, bytes, kThorough);
  }
  compressor_ = std::make_unique<Compressor>(dictionary_, kThorough.level);
}

RecordsWriter::~RecordsWriter() = default;

void RecordsWriter::add(std::string_view record) {
  if (record.size() > kMaxRecordBytes) {
    throw Error(Code::Machine, fmt::format("a record of {} bytes is too long", record.size()));
  }
  if (compressor_) {
    take(record);
    return;
  }
  held_ += record;
  held_sizes_.push_back(record.size());
  if (held_.size() >= kHeldBytes) make_dictionary();
}

void RecordsWriter::make_dictionary() {
  const std::size_t bytes = std::min(held_.size(), kHeldBytes) / kDictionaryShare;
  if (bytes >= kLeastDictionaryBytes) {
    // Each nth record.
    const std::size_t every = held_.size() / kSampleBytes + 1;
    std::string samples;
    std::vector<std::size_t> sizes;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < held_sizes_.size(); begin += held_sizes_[i++]) {
      if (i % every != 0 || held_sizes_[i] == 0) continue;
      sizes.push_back(std::min(held_sizes_[i], kMostOfOne));
      samples.append(held_, begin, sizes.back());
    }
    dictionary_ = trained(samples, sizes, bytes, kQuick);
  }
  compressor_ = std::make_unique<Compressor>(dictionary_, kQuick.level);
  std::size_t begin = 0;
  for (const std::size_t size : std::exchange(held_sizes_, {})) {
    take(std::string_view(held_).substr(begin, size));
    begin += size;
  }
  held_ = {};
}

void RecordsWriter::take(std::string_view record) {
  const std::size_t so_far = lengths_.size() + texts_.size();
  if (so_far != 0 && so_far + kMaxLengthBytes + record.size() > kBlockBytes) close_block();
  disk::pack_uint(lengths_, record.size());
  texts_ += record;
  ++documents_;
}

void RecordsWriter::close_block() {
  file_.append(compressor_->compress(lengths_ += texts_));
  ends_.push_back(file_.size());
  lasts_.push_back(documents_);
  lengths_.clear();
  texts_.clear();
}

void RecordsWriter::finish() {
  if (!compressor_) make_dictionary();
  if (!lengths_.empty()) close_block();
  RecordsFooter footer;
  footer.dictionary = file_.size();
  file_.append(dictionary_);
  footer.dictionary_bytes = dictionary_.size();
  footer.blocks = ends_.size();
  footer.ends = file_.append_array(ends_);
  footer.lasts = file_.append_array(lasts_);
  file_.finish(footer);
}

}  // namespace dateline::segment
