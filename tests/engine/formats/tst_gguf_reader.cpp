#include <cstring>

#include <QtTest>

#include "engine/formats/dequantize.h"
#include "engine/formats/gguf_reader.h"
#include "engine/formats/safetensors_reader.h"
#include "engine/formats/tensor_view.h"
#include "tests/engine/formats/gguf_bytes.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::formats;
using test::GgufBytes;

namespace {

const auto Cases = std::filesystem::path(VITRINE_TEST_SOURCE_DIR) / "cases/gguf";

constexpr std::uint64_t Most = ~std::uint64_t{0};
constexpr std::uint32_t Float32 = 0; // as the file numbers types of tensors
constexpr std::uint32_t Q4_0 = 2;
constexpr std::uint32_t Number = 4; // and those of values: uint32
constexpr std::uint32_t Text = 8;
constexpr std::uint32_t Array = 9;

GgufContent contentOf(const char* file) {
    return readGguf(Cases / file).value();
}

} // namespace

class TestGgufReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsMetadata_data();
    void readsMetadata();
    void keepsTypesApart();
    void dequantizesAsTheReference_data();
    void dequantizesAsTheReference();
    void readsTheAlignment();
    void refuses_data();
    void refuses();
    void refusesAFileThatEndsAnywhere();
    void refusesWhatIsNoFile();
};

void TestGgufReader::readsMetadata_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<quint32>("version");
    QTest::newRow("version 2") << QStringLiteral("version-2.gguf") << 2U;
    QTest::newRow("version 3") << QStringLiteral("model.gguf") << 3U;
}

void TestGgufReader::readsMetadata() {
    QFETCH(QString, file);
    const auto content = contentOf(qPrintable(file));
    QTEST(content.version, "version");
    const auto integer
        = [&](const char* key) { return content.value(key)->asInteger().value_or(0); };
    QCOMPARE(integer("test.uint8"), 200);
    QCOMPARE(integer("test.int8"), -100);
    QCOMPARE(integer("test.uint16"), 60000);
    QCOMPARE(integer("test.int16"), -30000);
    QCOMPARE(integer("test.uint32"), 4000000000);
    QCOMPARE(integer("test.int32"), -2000000000);
    QCOMPARE(integer("test.int64"), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(content.value("test.uint64")->asNumber(), 18446744073709551615.0);
    QCOMPARE(content.value("test.float32")->asNumber(), double{0.1F});
    QCOMPARE(content.value("test.float64")->asNumber(), 0.1);
    QCOMPARE(content.value("test.bool")->asBool(), true);
    QCOMPARE(content.value("test.string")->asText(), std::string_view("two 词\n"));
    QCOMPARE(content.value("test.texts")->texts(), (std::vector<std::string_view>{"a", "", "词"}));
    QCOMPARE(content.value("test.integers")->integers(), (std::vector<std::int64_t>{-1, 2, 3}));
    QCOMPARE(content.value("test.numbers")->numbers(), (std::vector<double>{0.5, double{-1e30F}}));
    QVERIFY(content.find("general.architecture"));
    QVERIFY(!content.find("absent"));
    QCOMPARE(content.value("absent").error().code, ErrorCode::ValueMissing);
    QCOMPARE(content.value("absent").error().place, std::string("absent"));
}

void TestGgufReader::keepsTypesApart() {
    const auto content = contentOf("model.gguf");
    const auto value = [&](const char* key) { return content.value(key).value(); };
    const auto error = value("test.string").asInteger().error();
    QCOMPARE(error.code, ErrorCode::ValueInvalid);
    QCOMPARE(error.subject, (Cases / "model.gguf").string());
    QCOMPARE(error.place, std::string("test.string"));
    QVERIFY(!value("test.string").asBool());
    QVERIFY(!value("test.string").asNumber());
    QVERIFY(!value("test.string").texts());
    QVERIFY(!value("test.float32").asInteger());
    QVERIFY(!value("test.bool").asInteger());
    QVERIFY(!value("test.uint8").asBool());
    QVERIFY(!value("test.uint8").asText());
    QVERIFY(!value("test.uint8").integers());
    QVERIFY(!value("test.uint64").asInteger()); // beyond the range
    QVERIFY(!value("test.uint8").asInteger(0, 199));
    QVERIFY(!value("test.uint8").asInteger(201, 300));
    QVERIFY(!value("test.integers").asInteger());
    QVERIFY(!value("test.integers").asNumber());
    QVERIFY(!value("test.integers").texts());
    QVERIFY(!value("test.texts").asText());
    QVERIFY(!value("test.texts").integers());
    QVERIFY(!value("test.numbers").integers());
    QCOMPARE(value("test.integers").numbers(), (std::vector<double>{-1, 2, 3}));
}

void TestGgufReader::dequantizesAsTheReference_data() {
    QTest::addColumn<QString>("name");
    for (const auto& tensor : contentOf("model.gguf").tensors) {
        QTest::newRow(tensor.name.c_str()) << QString::fromStdString(tensor.name);
    }
    QCOMPARE(contentOf("model.gguf").tensors.size(), 13U); // every type
}

void TestGgufReader::dequantizesAsTheReference() {
    QFETCH(QString, name);
    const auto content = contentOf("model.gguf");
    const auto tensor = std::ranges::find(content.tensors, name.toStdString(), &GgufTensor::name);
    const auto all = readSafetensors(Cases / "expected.safetensors")->tensors;
    const auto expected = std::ranges::find(all, name.toStdString(), &TensorView::name);
    QCOMPARE(tensor->shape, expected->shape);
    QCOMPARE(std::string(layoutOf(tensor->type).name), tensor->name);
    std::vector<float> elements(static_cast<std::size_t>(*elementCount(tensor->shape)));
    dequantize(tensor->type, tensor->bytes, elements);
    const auto bytes = std::as_bytes(std::span(elements));
    QVERIFY(std::ranges::equal(bytes, expected->bytes)); // bit for bit
}

void TestGgufReader::readsTheAlignment() {
    const test::ScratchFolder folder;
    GgufBytes file(2, 1);
    file.key("general.alignment", Number).put(std::uint32_t{8});
    file.tensor("b", {2, 1}, Float32, 8).tensor("a", {1}, Float32, 0).data(16, 8);
    const auto content = readGguf(folder.write("x.gguf", file.bytes()));
    QVERIFY2(content, content ? "" : content.error().detail.c_str());
    QCOMPARE(content->tensors.size(), 2U);
    QCOMPARE(content->tensors[0].name, std::string("a"));
    QCOMPARE(content->tensors[1].name, std::string("b"));
    QCOMPARE(content->tensors[1].shape, (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(content->tensors[1].bytes.size(), 8U);
    QCOMPARE(content->tensors[1].bytes.data() - content->tensors[0].bytes.data(), 8);
}

void TestGgufReader::refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("place");
    const auto row
        = [](const char* name, const GgufBytes& file, ErrorCode code, const char* place) {
              QTest::newRow(name) << QByteArray::fromStdString(file.bytes()) << code
                                  << QString::fromUtf8(place);
          };
    const auto value = [](std::uint32_t type) { return GgufBytes(0, 1).key("k", type); };
    const auto tensor = [](std::initializer_list<std::uint64_t> axes, std::uint32_t type,
                            std::uint64_t offset = 0) {
        return GgufBytes(1, 0).tensor("t", axes, type, offset).data(64);
    };
    const auto aligned = [](std::uint32_t alignment) {
        return GgufBytes(0, 1).key("general.alignment", Number).put(alignment);
    };

    row("empty file", GgufBytes(0, 0).chop(24), ErrorCode::FileTruncated, "magic number");
    QTest::newRow("another format")
        << QByteArray("GGJT\3\0\0\0") << ErrorCode::FileDamaged << QStringLiteral("magic number");
    row("version 1", GgufBytes(0, 0, 1), ErrorCode::FileDamaged, "version 1");
    row("version 4", GgufBytes(0, 0, 4), ErrorCode::FormatTooNew, "4, 3");
    row("other byte order", GgufBytes(0, 0, 3U << 24), ErrorCode::FileDamaged, "version 50331648");
    row("2^64 - 1 values", GgufBytes(0, Most), ErrorCode::FileTruncated, "metadata 0");
    row("2^64 - 1 tensors", GgufBytes(Most, 0), ErrorCode::FileTruncated, "tensor names");
    row("key of 2^64 - 1 bytes", GgufBytes(0, 1).put(Most), ErrorCode::FileTruncated, "metadata 0");
    row("key that is no UTF-8", GgufBytes(0, 1).key("\xff", Number).put(std::uint32_t{1}),
        ErrorCode::FileDamaged, "metadata 0");
    row("unknown type of value", value(13), ErrorCode::FileDamaged, "k");
    row("text of 2^64 - 1 bytes", value(Text).put(Most), ErrorCode::FileTruncated, "k");
    row("array of 2^64 - 1 texts", value(Array).put(Text).put(Most), ErrorCode::FileTruncated, "k");
    row("array whose size wraps", value(Array).put(Number).put(std::uint64_t{1} << 62),
        ErrorCode::FileTruncated, "k");
    row("array of arrays", value(Array).put(Array).put(std::uint64_t{1}), ErrorCode::FileDamaged,
        "k");
    row("array of an unknown type", value(Array).put(std::uint32_t{77}).put(std::uint64_t{0}),
        ErrorCode::FileDamaged, "k");
    row("key twice", GgufBytes(0, 2).key("k", Number).put(Number).key("k", Number).put(Number),
        ErrorCode::FileDamaged, "k");
    row("alignment of 0", aligned(0), ErrorCode::ValueInvalid, "general.alignment");
    row("alignment of 24", aligned(24), ErrorCode::ValueInvalid, "general.alignment");
    row("alignment of 2^31", aligned(1U << 31), ErrorCode::ValueInvalid, "general.alignment");
    row("name that is no UTF-8", GgufBytes(1, 0).tensor("\xc3", {1}, Float32, 0).data(32),
        ErrorCode::FileDamaged, "tensor names");
    row("no axis", tensor({}, Float32), ErrorCode::FileDamaged, "t");
    row("five axes", tensor({1, 1, 1, 1, 1}, Float32), ErrorCode::FileDamaged, "t");
    row("2^32 - 1 axes", GgufBytes(1, 0).text("t").put(0xffff'ffffU), ErrorCode::FileDamaged, "t");
    row("negative size", tensor({Most}, Float32), ErrorCode::FileDamaged, "t");
    row("shape whose product is 2^64", tensor({1ULL << 32, 1ULL << 32}, Float32),
        ErrorCode::FileDamaged, "t");
    row("shape whose bytes are 2^64", tensor({1ULL << 62}, Float32), ErrorCode::FileDamaged, "t");
    row("part of a block", tensor({33}, Q4_0), ErrorCode::FileDamaged, "t");
    row("unknown type of tensor", tensor({32}, 16), ErrorCode::TensorType, "t: 16");
    row("offset that is not aligned", tensor({1}, Float32, 4), ErrorCode::FileDamaged, "t");
    row("offset beyond the file", tensor({1}, Float32, 96), ErrorCode::FileTruncated, "t");
    row("offset near 2^64", tensor({1}, Float32, Most - 31), ErrorCode::FileTruncated, "t");
    row("end beyond the file", tensor({17}, Float32), ErrorCode::FileTruncated, "t");
    row("overlap",
        GgufBytes(2, 0).tensor("a", {9}, Float32, 0).tensor("b", {1}, Float32, 32).data(64),
        ErrorCode::TensorOverlap, "b");
    row("name twice",
        GgufBytes(2, 0).tensor("a", {1}, Float32, 0).tensor("a", {1}, Float32, 32).data(64),
        ErrorCode::FileDamaged, "a");
}

void TestGgufReader::refuses() {
    QFETCH(QByteArray, file);
    QFETCH(ErrorCode, code);
    QFETCH(QString, place);
    const test::ScratchFolder folder;
    const auto path = folder.write("model.gguf", file.toStdString());
    const auto content = readGguf(path);
    QVERIFY(!content);
    QCOMPARE(content.error().code, code);
    QCOMPARE(content.error().subject, path.string());
    QCOMPARE(QString::fromStdString(content.error().place), place);
    QVERIFY(content.error().detail.starts_with(path.string()));
}

void TestGgufReader::refusesAFileThatEndsAnywhere() {
    const test::ScratchFolder folder;
    GgufBytes whole(1, 2);
    whole.key("k", Array).put(Text).put(std::uint64_t{2}).text("one").text("two");
    whole.key("n", Number).put(std::uint32_t{7}).tensor("t", {8}, Float32, 0).data(32);
    QVERIFY(readGguf(folder.write("whole.gguf", whole.bytes())));
    for (std::size_t size = 0; size < whole.bytes().size(); ++size) {
        const auto path = folder.write("cut.gguf", whole.bytes().substr(0, size));
        QCOMPARE(readGguf(path).error().code, ErrorCode::FileTruncated);
    }
}

void TestGgufReader::refusesWhatIsNoFile() {
    const test::ScratchFolder folder;
    QCOMPARE(readGguf(folder.path() / "absent").error().code, ErrorCode::FileMissing);
    QCOMPARE(readGguf(folder.path()).error().code, ErrorCode::FileUnreadable);
}

QTEST_GUILESS_MAIN(TestGgufReader)
#include "tst_gguf_reader.moc"
