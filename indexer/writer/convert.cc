// SPDX-License-Identifier: GPL-2.0-or-later
// Format 4 kept whole records in the Xapian database, and no file `records`. Everything else is the
// same.
#include "indexer/writer/convert.h"

#include "common/disk/file.h"
#include "common/disk/pack.h"
#include "common/fields/record.h"
#include "common/glass/table_writer.h"
#include "common/segment/reader.h"
#include "indexer/writer/deflate.h"
#include "indexer/writer/structure.h"
#include "indexer/writer/summary.h"

#include <string>
#include <string_view>

#include <xapian.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Throws disk::Damaged unless the segment is what was written, as far as format 4 can tell.
void verify(const fs::path& old) {
  check_structure(old);
  segment::Forward(old).verify();
  segment::Stories(old / segment::kStoriesName).verify();
  segment::Wording(old / segment::kWordingName).verify();
}

/// Writes the file of records and the table of summaries; returns where the table begins.
glass::Root write_records(const glass::Table& docdata, std::uint32_t documents,
                          const fs::path& made) {
  segment::RecordsWriter records(made);
  glass::TableWriter summaries(made, glass::kDocdata, glass::TableWriter::Split::Fill);
  glass::Table::Cursor cursor(docdata);
  Deflater deflater;
  std::string key;
  std::string buffer;
  for (std::uint32_t docid = 1; docid <= documents; ++docid) {
    key.clear();
    disk::pack_sortable(key, docid);
    if (!cursor.seek(key) || cursor.key() != key) throw disk::Damaged("a record is missing");
    const bool compressed = cursor.compressed();
    const std::string_view tag = cursor.tag(buffer);
    const std::string record = compressed ? segment::inflate(tag) : std::string(tag);
    records.add(record);
    const std::string summary = summary_of(article_from_record(record));
    const std::string_view smaller = deflater.compress(summary);
    summaries.add(key, smaller.empty() ? summary : smaller, !smaller.empty());
  }
  records.finish();
  return summaries.finish();
}

}  // namespace

void convert_segment(const fs::path& old, const fs::path& made) {
  verify(old);
  glass::Version version = glass::read_version(old);
  fs::create_directories(made);
  for (const std::string& name :
       {glass::file_name(glass::kPostlist), std::string(segment::kForwardName),
        std::string(segment::kStoriesName), std::string(segment::kWordingName)}) {
    disk::link_or_copy(old / name, made / name);
  }
  const glass::Table docdata(old, glass::kDocdata, version.roots[glass::kDocdata]);
  version.roots[glass::kDocdata] = write_records(docdata, version.documents, made);
  glass::write_version(made, version);
}

}  // namespace dateline
