#include <QtTest>

#include "engine/formats/checkpoint_folder.h"
#include "engine/formats/safetensors_writer.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::formats;

namespace {

/// A safetensors file of one-byte tensors.
void writeTensors(const std::filesystem::path& path, std::initializer_list<const char*> names) {
    std::vector<TensorView> tensors;
    const std::vector bytes{std::byte{7}};
    for (const auto* name : names) {
        tensors.push_back({name, DataType::UInt8, {1}, {1}, bytes, nullptr});
    }
    QVERIFY(writeSafetensors(path, tensors));
}

} // namespace

class TestCheckpointFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void prefersOneSafetensorsFile();
    void joinsTheFilesOfAnIndex();
    void refusesAFolderWithoutWeights();
    void refusesAnIndexThatPromisesTooMuch();
    void refusesAnIndexedFileThatIsMissing();
    void refusesAnIndexThatLeavesTheFolder_data();
    void refusesAnIndexThatLeavesTheFolder();
    void refusesABrokenIndex();
};

void TestCheckpointFolder::prefersOneSafetensorsFile() {
    const test::ScratchFolder folder;
    folder.write("model.safetensors.index.json", "{");
    folder.write("pytorch_model.bin", "rubbish");
    writeTensors(folder.path() / "model.safetensors", {"a", "b"});
    const auto checkpoint = CheckpointFolder::open(folder.path());
    QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().detail.c_str());
    QCOMPARE(checkpoint->source(), folder.path() / "model.safetensors");
    QCOMPARE(checkpoint->tensors().size(), 2U);
    QCOMPARE(checkpoint->byteCount(), 2);
    QVERIFY(checkpoint->find("a"));
    QVERIFY(!checkpoint->find("c"));
}

void TestCheckpointFolder::joinsTheFilesOfAnIndex() {
    const test::ScratchFolder folder;
    folder.write("model.safetensors.index.json",
        R"({"metadata":{"total_size":3},"weight_map":{"a":"1.safetensors","b":"2.safetensors","c":"1.safetensors"}})");
    writeTensors(folder.path() / "1.safetensors", {"a", "c"});
    writeTensors(folder.path() / "2.safetensors", {"b"});
    const auto checkpoint = CheckpointFolder::open(folder.path());
    QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().detail.c_str());
    QCOMPARE(checkpoint->tensors().size(), 3U);
    QCOMPARE(checkpoint->find("b")->file->path(), folder.path() / "2.safetensors");
}

void TestCheckpointFolder::refusesAFolderWithoutWeights() {
    const test::ScratchFolder folder;
    const auto checkpoint = CheckpointFolder::open(folder.path());
    QVERIFY(!checkpoint);
    QCOMPARE(checkpoint.error().code, ErrorCode::FileMissing);
    QCOMPARE(checkpoint.error().subject, (folder.path() / "model.safetensors").string());
}

void TestCheckpointFolder::refusesAnIndexThatPromisesTooMuch() {
    const test::ScratchFolder folder;
    folder.write("model.safetensors.index.json",
        R"({"weight_map":{"a":"1.safetensors","b":"1.safetensors"}})");
    writeTensors(folder.path() / "1.safetensors", {"a"});
    const auto checkpoint = CheckpointFolder::open(folder.path());
    QVERIFY(!checkpoint);
    QCOMPARE(checkpoint.error().code, ErrorCode::TensorMissing);
    QCOMPARE(checkpoint.error().subject, (folder.path() / "1.safetensors").string());
    QCOMPARE(checkpoint.error().place, "b");
}

void TestCheckpointFolder::refusesAnIndexedFileThatIsMissing() {
    const test::ScratchFolder folder;
    folder.write("model.safetensors.index.json", R"({"weight_map":{"a":"1.safetensors"}})");
    const auto checkpoint = CheckpointFolder::open(folder.path());
    QVERIFY(!checkpoint);
    QCOMPARE(checkpoint.error().code, ErrorCode::FileMissing);
    QCOMPARE(checkpoint.error().subject, (folder.path() / "1.safetensors").string());
}

void TestCheckpointFolder::refusesAnIndexThatLeavesTheFolder_data() {
    QTest::addColumn<QByteArray>("file");
    for (const auto* file : {"../1.safetensors", "/etc/passwd", "..", ".", "", "x/1.safetensors"}) {
        QTest::newRow(file) << QByteArray(file);
    }
}

void TestCheckpointFolder::refusesAnIndexThatLeavesTheFolder() {
    QFETCH(QByteArray, file);
    const test::ScratchFolder folder;
    folder.write("model.safetensors.index.json",
        R"({"weight_map":{"a/b":")" + file.toStdString() + R"("}})");
    const auto checkpoint = CheckpointFolder::open(folder.path());
    QVERIFY(!checkpoint);
    QCOMPARE(checkpoint.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(checkpoint.error().place, "/weight_map/a~1b");
}

void TestCheckpointFolder::refusesABrokenIndex() {
    const test::ScratchFolder folder;
    const auto index = [&](std::string_view text) {
        folder.write("model.safetensors.index.json", text);
        return CheckpointFolder::open(folder.path()).error();
    };
    QCOMPARE(index("{").code, ErrorCode::JsonInvalid);
    QCOMPARE(index("{}").code, ErrorCode::ValueMissing);
    QCOMPARE(index(R"({"weight_map":[]})").code, ErrorCode::ValueInvalid);
    QCOMPARE(index(R"({"weight_map":{"a":1}})").place, "/weight_map/a");
}

QTEST_GUILESS_MAIN(TestCheckpointFolder)
#include "tst_checkpoint_folder.moc"
