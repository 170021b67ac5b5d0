#include <cstring>

#include <QtTest>

#include "engine/formats/torch_file_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::formats;
using namespace std::string_literals;

namespace {

Expected<std::vector<TensorView>> readBytes(const std::string& bytes) {
    const test::ScratchFolder folder;
    return readTorchFile(MappedFile::open(folder.write("pytorch_model.bin", bytes)).value());
}

template <typename T>
std::string raw(T value) {
    return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

std::string raw16(int value) {
    return raw(static_cast<std::uint16_t>(value));
}
std::string raw32(std::size_t value) {
    return raw(static_cast<std::uint32_t>(value));
}

struct ZipEntry {
    std::string name;
    std::string content;
    int method = 0;
    int flags = 0;
};

/// An archive as the zip format has it, without what PyTorch adds (alignment, 64-bit fields).
std::string zip(const std::vector<ZipEntry>& entries) {
    std::string file;
    std::string directory;
    for (const auto& entry : entries) {
        const auto sizes = raw32(0) + raw32(entry.content.size()) + raw32(entry.content.size())
            + raw16(static_cast<int>(entry.name.size())) + raw16(0);
        const auto kind = raw16(20) + raw16(entry.flags) + raw16(entry.method) + raw32(0);
        directory += "PK\x01\x02" + raw16(20) + kind + sizes + raw16(0) + raw16(0) + raw16(0)
            + raw32(0) + raw32(file.size()) + entry.name;
        file += "PK\x03\x04" + kind + sizes + entry.name + entry.content;
    }
    const auto count = raw16(static_cast<int>(entries.size()));
    return file + directory + "PK\x05\x06" + raw16(0) + raw16(0) + count + count
        + raw32(directory.size()) + raw32(file.size()) + raw16(0);
}

/// {"t": a float32 tensor in storage "0"} as torch.save pickles it.
std::string stateDict(
    const std::string& offset, const std::string& shape, const std::string& strides) {
    return "\x80\x02}X\x01\0\0\0tctorch._utils\n_rebuild_tensor_v2\n("s
           "(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0"s
           "0X\x03\0\0\0cpuK\x04tQ"s
        + offset + shape + strides + "\x89" + "ccollections\nOrderedDict\n)RtRs.";
}

const std::string Zero("K\0", 2);
const std::string One = "K\x01";
const std::string Two = "K\x02";
const std::string Four = "K\x04";
const std::string Five = "K\x05";
const std::string Huge = "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f";
const std::string Minus = "J\xff\xff\xff\xff";

std::string tuple(const std::string& a) {
    return a + "\x85";
}
std::string tuple(const std::string& a, const std::string& b) {
    return a + b + "\x86";
}

const std::string FourFloats = raw(0.0F) + raw(1.0F) + raw(2.0F) + raw(3.0F);

std::string archive(const std::string& pickle) {
    return zip({{"model/data.pkl", pickle}, {"model/byteorder", "little"},
        {"model/data/0", FourFloats}, {"model/version", "3\n"}});
}

std::string legacy(const std::string& pickle, bool littleEndian = true) {
    return "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e" // magic number
           "\x80\x02M\xe9\x03." // protocol
           "\x80\x02}X\x0d\0\0\0little_endian"s
        + (littleEndian ? "\x88" : "\x89") + "s." + pickle
        + "\x80\x02]X\x01\0\0\0"s
          "0a."
        + raw(std::uint64_t{4}) + FourFloats;
}

float valueAt(const TensorView& tensor, std::size_t index) {
    float value = 0;
    std::memcpy(&value, tensor.bytes.data() + index * sizeof(value), sizeof(value));
    return value;
}

} // namespace

class TestTorchFileReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBothForms_data();
    void readsBothForms();
    void leavesOutWhatIsNoTensor();
    void readsAnEmptyTensor();
    void refusesTensorsOutsideTheirStorage_data();
    void refusesTensorsOutsideTheirStorage();
    void refuses_data();
    void refuses();
    void refusesEveryPrefix_data();
    void refusesEveryPrefix();
};

void TestTorchFileReader::readsBothForms_data() {
    QTest::addColumn<QByteArray>("file");
    const auto pickle = stateDict(One, tuple(Two, One), tuple(Two, One));
    QTest::newRow("zip") << QByteArray::fromStdString(archive(pickle));
    QTest::newRow("legacy") << QByteArray::fromStdString(legacy(pickle));
}

void TestTorchFileReader::readsBothForms() {
    QFETCH(QByteArray, file);
    const auto tensors = readBytes(file.toStdString());
    QVERIFY2(tensors, tensors ? "" : tensors.error().detail.c_str());
    QCOMPARE(tensors->size(), 1U);
    const auto& tensor = tensors->front();
    QCOMPARE(tensor.name, "t");
    QCOMPARE(tensor.type, DataType::Float32);
    QCOMPARE(tensor.shape, (std::vector<std::int64_t>{2, 1}));
    QCOMPARE(tensor.strides, (std::vector<std::int64_t>{2, 1}));
    QCOMPARE(tensor.bytes.size(), 12U); // elements 1 to 3
    QCOMPARE(valueAt(tensor, 0), 1.0F);
    QCOMPARE(valueAt(tensor, 2), 3.0F);
}

void TestTorchFileReader::leavesOutWhatIsNoTensor() {
    const auto tensors = readBytes(archive("}X\x05\0\0\0epochK\x03s."s));
    QVERIFY(tensors);
    QVERIFY(tensors->empty());
}

void TestTorchFileReader::readsAnEmptyTensor() {
    const auto tensors = readBytes(archive(stateDict(Zero, tuple(Zero, Five), tuple(Five, One))));
    QVERIFY2(tensors, tensors ? "" : tensors.error().detail.c_str());
    QVERIFY(tensors->front().bytes.empty());
}

void TestTorchFileReader::refusesTensorsOutsideTheirStorage_data() {
    QTest::addColumn<QByteArray>("pickle");
    const auto row = [](const char* name, const std::string& pickle) {
        QTest::newRow(name) << QByteArray::fromStdString(pickle);
    };
    row("too long", stateDict(Zero, tuple(Five), tuple(One)));
    row("too far", stateDict(One, tuple(Four), tuple(One)));
    row("offset at the end", stateDict(Four, tuple(One), tuple(One)));
    row("huge offset", stateDict(Huge, tuple(One), tuple(One)));
    row("negative offset", stateDict(Minus, tuple(One), tuple(One)));
    row("stride past the end", stateDict(Zero, tuple(Two), tuple(Four)));
    row("huge stride", stateDict(Zero, tuple(Two), tuple(Huge)));
    row("product that wraps", stateDict(Zero, tuple(Five, Five), tuple(Huge, Huge)));
    row("negative stride", stateDict(Four, tuple(Two), tuple(Minus)));
    row("negative size", stateDict(Zero, tuple(Minus), tuple(One)));
    row("huge size without a stride", stateDict(Zero, tuple(Huge), tuple(Zero)));
    row("more elements than stored", stateDict(Zero, tuple(Five), tuple(Zero)));
    row("fewer strides than sizes", stateDict(Zero, tuple(One, One), tuple(One)));
}

void TestTorchFileReader::refusesTensorsOutsideTheirStorage() {
    QFETCH(QByteArray, pickle);
    for (const auto& file : {archive(pickle.toStdString()), legacy(pickle.toStdString())}) {
        const auto tensors = readBytes(file);
        QVERIFY(!tensors);
        QCOMPARE(tensors.error().code, ErrorCode::FileDamaged);
        QCOMPARE(tensors.error().place, "t");
    }
}

void TestTorchFileReader::refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row
        = [](const char* name, const std::string& file, ErrorCode code, const char* place) {
              QTest::newRow(name) << QByteArray::fromStdString(file) << code << QByteArray(place);
          };
    const auto pickle = stateDict(Zero, tuple(Four), tuple(One));
    row("empty", "", ErrorCode::FileDamaged, "byte 0");
    row("text", "not a model", ErrorCode::FileDamaged, "byte 0");
    row("unsafe archive", archive("cposix\nsystem\n)R."), ErrorCode::FileUnsafe, "posix.system");
    row("unsafe legacy file", legacy("cposix\nsystem\n)R."), ErrorCode::FileUnsafe, "posix.system");
    row("archive without a pickle", zip({{"model/data/0", FourFloats}}), ErrorCode::FileDamaged,
        "data.pkl");
    row("archive without the storage", zip({{"model/data.pkl", pickle}}), ErrorCode::FileDamaged,
        "t");
    row("big-endian archive",
        zip({{"model/data.pkl", pickle}, {"model/byteorder", "big"}, {"model/data/0", FourFloats}}),
        ErrorCode::FileDamaged, "byteorder");
    row("big-endian legacy file", legacy(pickle, /*littleEndian=*/false), ErrorCode::FileDamaged,
        "byte order");
    row("compressed entry", zip({{"model/data.pkl", pickle, /*method=*/8}}), ErrorCode::FileDamaged,
        "model/data.pkl");
    row("encrypted entry", zip({{"model/data.pkl", pickle, /*method=*/0, /*flags=*/1}}),
        ErrorCode::FileDamaged, "model/data.pkl");
    row("a list", archive("]."), ErrorCode::FileDamaged, "state dict");
    row("legacy storage cut short", legacy(pickle).substr(0, legacy(pickle).size() - 1),
        ErrorCode::FileTruncated, "storage 0");
}

void TestTorchFileReader::refuses() {
    QFETCH(QByteArray, file);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, place);
    const auto tensors = readBytes(file.toStdString());
    QVERIFY(!tensors);
    QCOMPARE(tensors.error().code, code);
    QCOMPARE(QByteArray::fromStdString(tensors.error().place), place);
    QVERIFY(tensors.error().subject.ends_with("pytorch_model.bin"));
}

void TestTorchFileReader::refusesEveryPrefix_data() {
    readsBothForms_data();
}

void TestTorchFileReader::refusesEveryPrefix() {
    QFETCH(QByteArray, file);
    for (qsizetype length = 0; length < file.size(); ++length) {
        QVERIFY(!readBytes(file.first(length).toStdString()));
    }
}

QTEST_GUILESS_MAIN(TestTorchFileReader)
#include "tst_torch_file_reader.moc"
