#include <cstring>

#include <QtTest>

#include "engine/formats/safetensors_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using formats::readSafetensors;

namespace {

/// A file with this header, its length in front, and `dataBytes` zero bytes behind.
QByteArray fileWith(const QByteArray& header, int dataBytes) {
    const auto length = static_cast<quint64>(header.size());
    QByteArray file(reinterpret_cast<const char*>(&length), sizeof(length));
    return file + header + QByteArray(dataBytes, '\0');
}

QByteArray lengthOnly(quint64 length) {
    return {reinterpret_cast<const char*>(&length), sizeof(length)};
}

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[')
        + std::string(static_cast<std::size_t>(depth), ']');
}

} // namespace

class TestSafetensorsReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTensorsInTheOrderOfTheirBytes();
    void readsAFileWithoutTensors();
    void refuses_data();
    void refuses();
    void refusesWhatIsNoFile();
    void findsNumbersThatAreNotFinite_data();
    void findsNumbersThatAreNotFinite();
};

void TestSafetensorsReader::readsTensorsInTheOrderOfTheirBytes() {
    const test::ScratchFolder folder;
    const auto file = fileWith(R"({"b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},)"
                               R"("empty":{"dtype":"I64","shape":[0,3],"data_offsets":[4,4]},)"
                               R"("a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},)"
                               R"("scalar":{"dtype":"U8","shape":[],"data_offsets":[12,13]},)"
                               R"("__metadata__":{"format":"pt"}}  )",
        13);
    const auto path = folder.write("x.safetensors", file.toStdString());
    const auto content = readSafetensors(path);
    QVERIFY2(content, content ? "" : content.error().detail.c_str());
    QCOMPARE(content->metadata, (std::map<std::string, std::string>{{"format", "pt"}}));
    const auto& tensors = content->tensors;
    QCOMPARE(tensors.size(), 4U);
    QCOMPARE(tensors[0].name, "a");
    QCOMPARE(tensors[1].name, "empty");
    QCOMPARE(tensors[2].name, "b");
    QCOMPARE(tensors[3].name, "scalar");
    QCOMPARE(tensors[2].type, formats::DataType::Float32);
    QCOMPARE(tensors[2].shape, (std::vector<std::int64_t>{2, 1}));
    QCOMPARE(tensors[2].strides, (std::vector<std::int64_t>{1, 1}));
    QCOMPARE(tensors[2].bytes.size(), 8U);
    QCOMPARE(tensors[2].bytes.data(), tensors[0].bytes.data() + 4);
    QCOMPARE(tensors[3].bytes.size(), 1U);
    QCOMPARE(tensors[2].file->path(), path);
}

void TestSafetensorsReader::readsAFileWithoutTensors() {
    const test::ScratchFolder folder;
    const auto content = readSafetensors(folder.write("x", fileWith("{}", 0).toStdString()));
    QVERIFY(content);
    QVERIFY(content->tensors.empty());
}

void TestSafetensorsReader::refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("place");
    const auto row
        = [](const char* name, const QByteArray& file, ErrorCode code, const char* place) {
              QTest::newRow(name) << file << code << QString::fromLatin1(place);
          };
    const auto tensor = [](const char* description, int bytes) {
        return fileWith(QByteArray("{\"t\":") + description + "}", bytes);
    };

    row("empty file", {}, ErrorCode::FileTruncated, "0 bytes");
    row("end in the length", QByteArray(5, '\0'), ErrorCode::FileTruncated, "5 bytes");
    row("end in the header", fileWith("{\"t\":", 0).chopped(2), ErrorCode::FileTruncated,
        "11 bytes");
    row("header over the limit", lengthOnly(100'000'001) + "{}", ErrorCode::FileTooLarge,
        "header of 100000001 bytes");
    row("header of 2^64 - 1 bytes", lengthOnly(~quint64{0}) + "{}", ErrorCode::FileTooLarge,
        "header of 18446744073709551615 bytes");
    row("end in a tensor", tensor(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})", 7),
        ErrorCode::FileTruncated, "t");
    row("bytes after the last tensor",
        tensor(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})", 11), ErrorCode::FileDamaged,
        "3 bytes");
    row("hole before the first tensor",
        tensor(R"({"dtype":"U8","shape":[2],"data_offsets":[1,3]})", 3), ErrorCode::FileDamaged,
        "t");
    row("hole between tensors",
        fileWith(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                 R"("b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}})",
            4),
        ErrorCode::FileDamaged, "b");
    row("overlap",
        fileWith(R"({"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},)"
                 R"("b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
            4),
        ErrorCode::TensorOverlap, "b");
    row("same bytes twice",
        fileWith(R"({"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},)"
                 R"("b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}})",
            3),
        ErrorCode::TensorOverlap, "b");
    row("unknown type", tensor(R"({"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]})", 2),
        ErrorCode::TensorType, "t: F8_E4M3");
    row("type that is no text", tensor(R"({"dtype":7,"shape":[2],"data_offsets":[0,2]})", 2),
        ErrorCode::ValueInvalid, "/t/dtype");
    row("shape larger than the bytes",
        tensor(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})", 8), ErrorCode::FileDamaged,
        "t");
    row("bytes that split an element",
        tensor(R"({"dtype":"F32","shape":[1],"data_offsets":[0,7]})", 7), ErrorCode::FileDamaged,
        "t");
    row("shape whose product is 2^64",
        tensor(R"({"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]})", 0),
        ErrorCode::FileDamaged, "t");
    row("shape whose product wraps to the bytes",
        tensor(R"({"dtype":"U8","shape":[9223372036854775807,3],"data_offsets":[0,1]})", 1),
        ErrorCode::FileDamaged, "t");
    row("huge sizes beside an empty one",
        tensor(R"({"dtype":"U8","shape":[0,9223372036854775807,9],"data_offsets":[0,0]})", 0),
        ErrorCode::FileDamaged, "t");
    row("negative size", tensor(R"({"dtype":"U8","shape":[-1],"data_offsets":[0,1]})", 1),
        ErrorCode::ValueInvalid, "/t/shape/0");
    row("fractional offset", tensor(R"({"dtype":"U8","shape":[1],"data_offsets":[0,1.0]})", 1),
        ErrorCode::ValueInvalid, "/t/data_offsets/1");
    row("offset of 2^64 - 1",
        tensor(R"({"dtype":"U8","shape":[1],"data_offsets":[0,18446744073709551615]})", 1),
        ErrorCode::ValueInvalid, "/t/data_offsets/1");
    row("end before begin", tensor(R"({"dtype":"U8","shape":[0],"data_offsets":[1,0]})", 1),
        ErrorCode::FileDamaged, "t");
    row("three offsets", tensor(R"({"dtype":"U8","shape":[1],"data_offsets":[0,1,1]})", 1),
        ErrorCode::FileDamaged, "t");
    row("no shape", tensor(R"({"dtype":"U8","data_offsets":[0,1]})", 1), ErrorCode::ValueMissing,
        "/t/shape");
    row("a list for a tensor", tensor("[]", 0), ErrorCode::ValueInvalid, "/t");
    row("a list for a header", fileWith("[]", 0), ErrorCode::ValueInvalid, "");
    row("metadata that is no text", fileWith(R"({"__metadata__":{"a":1}})", 0),
        ErrorCode::ValueInvalid, "/__metadata__/a");
    row("broken JSON", fileWith("{\"t\":}", 0), ErrorCode::JsonInvalid, "1:6");
    row("duplicate name",
        fileWith(R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                 R"("t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
            1),
        ErrorCode::JsonDuplicateKey, "/t");
    row("deep JSON", fileWith(QByteArray::fromStdString(nested(100'000)), 0),
        ErrorCode::JsonTooDeep, "1:65");
}

void TestSafetensorsReader::refuses() {
    QFETCH(QByteArray, file);
    QFETCH(ErrorCode, code);
    QFETCH(QString, place);
    const test::ScratchFolder folder;
    const auto path = folder.write("model.safetensors", file.toStdString());
    const auto content = readSafetensors(path);
    QVERIFY(!content);
    QCOMPARE(content.error().code, code);
    QCOMPARE(content.error().subject, path.string());
    QCOMPARE(QString::fromStdString(content.error().place), place);
    QVERIFY(content.error().detail.starts_with(path.string()));
}

void TestSafetensorsReader::refusesWhatIsNoFile() {
    const test::ScratchFolder folder;
    QCOMPARE(readSafetensors(folder.path() / "absent").error().code, ErrorCode::FileMissing);
    QCOMPARE(readSafetensors(folder.path()).error().code, ErrorCode::FileUnreadable);
}

void TestSafetensorsReader::findsNumbersThatAreNotFinite_data() {
    QTest::addColumn<formats::DataType>("type");
    QTest::addColumn<quint64>("largest"); // the largest finite number's bits
    QTest::addColumn<quint64>("infinity");
    QTest::addColumn<quint64>("nan");
    QTest::newRow("F16") << formats::DataType::Float16 << quint64{0x7bff} << quint64{0xfc00}
                         << quint64{0x7c01};
    QTest::newRow("BF16") << formats::DataType::BFloat16 << quint64{0xff7f} << quint64{0x7f80}
                          << quint64{0xffff};
    QTest::newRow("F32") << formats::DataType::Float32 << quint64{0x7f7f'ffff}
                         << quint64{0xff80'0000} << quint64{0x7fc0'0000};
    QTest::newRow("F64") << formats::DataType::Float64 << quint64{0xffef'ffff'ffff'ffff}
                         << quint64{0x7ff0'0000'0000'0000} << quint64{0x7ff8'0000'0000'0001};
}

void TestSafetensorsReader::findsNumbersThatAreNotFinite() {
    QFETCH(formats::DataType, type);
    QFETCH(quint64, largest);
    constexpr std::size_t Count = 10'000; // more than one block
    constexpr std::size_t Place = 8'191; // the last of a block
    const auto size = formats::sizeOf(type);
    std::vector<std::byte> bytes(Count * size);
    const auto set = [&](std::size_t index, quint64 bits) {
        std::memcpy(bytes.data() + index * size, &bits, size);
    };
    for (std::size_t i = 0; i < Count; ++i) {
        set(i, largest);
    }
    formats::TensorView tensor{"t", type, {Count}, {1}, bytes, nullptr};
    QVERIFY(!formats::firstNotFinite(tensor));
    QFETCH(quint64, infinity);
    QFETCH(quint64, nan);
    for (const auto bits : {infinity, nan}) {
        set(Place, bits);
        QCOMPARE(formats::firstNotFinite(tensor), std::optional(Place));
    }
    tensor.type = formats::DataType::Int16; // integers are always finite
    QVERIFY(!formats::firstNotFinite(tensor));
}

QTEST_GUILESS_MAIN(TestSafetensorsReader)
#include "tst_safetensors_reader.moc"
