#include <algorithm>
#include <csignal>
#include <cstring>

#include <sys/resource.h>

#include <QtTest>

#include "engine/formats/safetensors_reader.h"
#include "engine/formats/safetensors_writer.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::formats;

namespace {

/// Lets no file of this process grow beyond `bytes`, which is how a full disk looks from inside.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

std::vector<std::byte> bytesFrom(std::size_t count, int first) {
    std::vector<std::byte> bytes(count);
    std::ranges::generate(bytes, [value = first]() mutable { return std::byte(value++ & 0xff); });
    return bytes;
}

TensorView tensor(const char* name, DataType type, const std::vector<std::int64_t>& shape,
    const std::vector<std::byte>& bytes) {
    return {name, type, shape, rowMajorStrides(shape), bytes, nullptr};
}

} // namespace

class TestSafetensorsWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatTheReaderReads();
    void alignsTheData();
    void leavesTheOldFileUntilTheNewOneIsWhole();
    void reportsAFullDisk();
    void reportsAFolderThatIsMissing();
};

void TestSafetensorsWriter::writesWhatTheReaderReads() {
    const test::ScratchFolder folder;
    const auto path = folder.path() / "x.safetensors";
    const auto floats = bytesFrom(24, 1);
    const auto bools = bytesFrom(3, 200);
    const std::vector tensors{tensor("词 \"嵌入\"", DataType::Float32, {2, 3}, floats),
        tensor("none", DataType::Int64, {0}, {}), tensor("b", DataType::Bool, {3}, bools)};
    const std::map<std::string, std::string> metadata{{"format", "pt"}, {"step", "7"}};

    QVERIFY(writeSafetensors(path, tensors, metadata));

    const auto content = readSafetensors(path);
    QVERIFY2(content, content ? "" : content.error().detail.c_str());
    QCOMPARE(content->metadata, metadata);
    QCOMPARE(content->tensors.size(), tensors.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const auto& read = content->tensors[i];
        QCOMPARE(read.name, tensors[i].name);
        QCOMPARE(read.type, tensors[i].type);
        QCOMPARE(read.shape, tensors[i].shape);
        QVERIFY(std::ranges::equal(read.bytes, tensors[i].bytes));
    }
}

void TestSafetensorsWriter::alignsTheData() {
    const test::ScratchFolder folder;
    const auto bytes = bytesFrom(8, 0);
    for (const auto* name : {"a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh"}) {
        const std::vector tensors{tensor(name, DataType::Float64, {1}, bytes)};
        QVERIFY(writeSafetensors(folder.path() / name, tensors));
        const auto content = readSafetensors(folder.path() / name);
        const auto address
            = reinterpret_cast<std::uintptr_t>(content->tensors.front().bytes.data());
        QCOMPARE(address % 8, 0U);
    }
}

void TestSafetensorsWriter::leavesTheOldFileUntilTheNewOneIsWhole() {
    const test::ScratchFolder folder;
    const auto path = folder.write("x.safetensors", "old");
    const std::vector<TensorHeader> headers{{"t", DataType::UInt8, {4}}};
    const auto bytes = bytesFrom(4, 0);
    {
        auto writer = SafetensorsWriter::create(path, headers);
        QVERIFY(writer);
        QVERIFY(writer->write(bytes));
    } // not finished
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("old"));
    QCOMPARE(QDir(QString::fromStdString(folder.path().string()))
                 .entryList(QDir::Files | QDir::Hidden)
                 .size(),
        1);

    auto writer = SafetensorsWriter::create(path, headers);
    QVERIFY(writer->write(bytes));
    QVERIFY(writer->finish());
    QCOMPARE(readSafetensors(path)->tensors.size(), 1U);
}

void TestSafetensorsWriter::reportsAFullDisk() {
    const test::ScratchFolder folder;
    const auto path = folder.write("x.safetensors", "old");
    const auto bytes = bytesFrom(1 << 20, 0);
    const std::vector tensors{tensor("t", DataType::UInt8, {1 << 20}, bytes)};

    const auto written = [&] {
        const FileSizeLimit limit(1 << 16);
        return writeSafetensors(path, tensors);
    }();

    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::DiskFull);
    QCOMPARE(written.error().subject, path.string());
    QCOMPARE(std::filesystem::file_size(path), 3U); // the old file
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    QVERIFY(writeSafetensors(path, tensors)); // and with room again it is written
}

void TestSafetensorsWriter::reportsAFolderThatIsMissing() {
    const test::ScratchFolder folder;
    const auto path = folder.path() / "absent" / "x.safetensors";
    const auto written = writeSafetensors(path, {});
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::FileUnwritable);
    QCOMPARE(written.error().subject, path.string());
}

QTEST_GUILESS_MAIN(TestSafetensorsWriter)
#include "tst_safetensors_writer.moc"
