#include <QTest>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

#include "engine/downloads/model_catalogue.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::downloads;

namespace {

const std::filesystem::path Shipped = VITRINE_SOURCE_DIR "/resources/models/catalogue.json";

/// A catalogue with one entry, in which `from` is replaced by `to`.
std::string altered(const char* from, const char* to) {
    QByteArray text = R"({"format": "vitrine-model-catalogue", "version": 1, "models": [
        {"name": "tiny", "title": "Tiny", "family": "gpt2", "parameters": 7, "precision": "float32",
         "context": 16, "languages": ["en"], "lenses": ["tokens"], "description": {"en": "Small."},
         "package": {"name": "tiny", "version": "1.0", "bytes": 9, "files": [
            {"from": "a/b", "to": "b", "bytes": 5, "sha256": "00"}]}}]})";
    return text.replace(from, to).toStdString();
}

} // namespace

class TestModelCatalogue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShippedOneIsComplete();
    void anEntryIsRead();
    void mistakesAreToldWithTheirPlace_data();
    void mistakesAreToldWithTheirPlace();
    void aMissingFile();
};

void TestModelCatalogue::theShippedOneIsComplete() {
    const auto catalogue = ModelCatalogue::read(Shipped);
    QVERIFY2(catalogue, catalogue ? "" : catalogue.error().detail.c_str());
    static const QRegularExpression checksum(QStringLiteral("^[0-9a-f]{64}$"));
    const QSet<QString> lenses{QStringLiteral("generate"), QStringLiteral("tokens"),
        QStringLiteral("attention"), QStringLiteral("layers"), QStringLiteral("embeddings"),
        QStringLiteral("probability")};
    QSet<QString> names;
    for (const auto& entry : catalogue->entries()) {
        names.insert(QString::fromStdString(entry.name));
        QVERIFY(entry.descriptions.contains("en") && entry.descriptions.contains("zh"));
        QVERIFY(!entry.languages.empty() && entry.downloadBytes() > 0 && entry.diskBytes() > 0);
        for (const auto& lens : entry.lenses) {
            QVERIFY2(lenses.contains(QString::fromStdString(lens)), lens.c_str());
        }
        if (const auto* package = std::get_if<PackageSource>(&entry.source)) {
            for (const auto& file : package->files) {
                QVERIFY(checksum.match(QString::fromStdString(file.sha256)).hasMatch());
            }
        }
    }
    QCOMPARE(names.size(), static_cast<qsizetype>(catalogue->entries().size()));
    for (const auto* name : {"smollm2-135m-instruct", "minilm-l6-v2", "gpt2", "distilgpt2",
             "bert-base-uncased", "bert-base-chinese", "gpt2-chinese", "qwen2.5-0.5b",
             "qwen2.5-0.5b-instruct", "qwen3-0.6b", "smollm2-360m", "smollm2-360m-instruct"}) {
        QVERIFY2(catalogue->find(name), name);
    }
    QCOMPARE(catalogue->recommended()->name, std::string("smollm2-135m-instruct"));
    QVERIFY(!catalogue->find("no such model"));
}

void TestModelCatalogue::anEntryIsRead() {
    const test::ScratchFolder folder;
    const auto catalogue = ModelCatalogue::read(folder.write("catalogue.json", altered("", "")));
    QVERIFY2(catalogue, catalogue ? "" : catalogue.error().detail.c_str());
    const auto& entry = catalogue->entries().front();
    const PackageSource package{"tiny", "1.0", 9, {{"a/b", "b", 5, "00"}}};
    QCOMPARE(std::get<PackageSource>(entry.source), package);
    QCOMPARE(package.requirement(), std::string("tiny==1.0"));
    QCOMPARE(entry.origin(), std::string("tiny 1.0"));
    QCOMPARE(entry.downloadBytes(), std::int64_t(9));
    QCOMPARE(entry.diskBytes(), std::int64_t(5));
    QCOMPARE(entry.memoryBytes(), std::int64_t(28));
    QVERIFY(!entry.recommended && entry.licence.empty());
    QVERIFY(!catalogue->recommended());
}

void TestModelCatalogue::mistakesAreToldWithTheirPlace_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const char* from, const char* to, ErrorCode code,
                         const char* place) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << code << QByteArray(place);
    };
    row("no JSON", "{\"format\"", "{format", ErrorCode::JsonInvalid, "1:");
    row("another format", "model-catalogue", "session", ErrorCode::ValueInvalid, "");
    row("newer", "\"version\": 1,", "\"version\": 2,", ErrorCode::FormatTooNew, "2, 1");
    row("no name", "\"name\": \"tiny\", \"title\"", "\"title\"", ErrorCode::ValueMissing,
        "/models/0/name");
    row("a name that leaves the folder", "\"name\": \"tiny\", \"title\"",
        "\"name\": \"../x\", \"title\"", ErrorCode::ValueInvalid, "/models/0");
    row("negative", "\"parameters\": 7", "\"parameters\": -7", ErrorCode::ValueInvalid,
        "/models/0/parameters");
    row("no source", "\"package\"", "\"parcel\"", ErrorCode::ValueMissing, "/models/0/hub");
    row("a file that leaves the folder", "\"to\": \"b\"", "\"to\": \"a/../../b\"",
        ErrorCode::ValueInvalid, "/models/0/package/files/0");
    row("languages of another type", "[\"en\"]", "\"en\"", ErrorCode::ValueInvalid,
        "/models/0/languages");
}

void TestModelCatalogue::mistakesAreToldWithTheirPlace() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, place);
    const test::ScratchFolder folder;
    const auto file = folder.write("catalogue.json", altered(from, to));
    const auto catalogue = ModelCatalogue::read(file);
    QVERIFY(!catalogue);
    QCOMPARE(catalogue.error().code, code);
    QCOMPARE(catalogue.error().subject, file.string());
    QVERIFY2(QByteArray::fromStdString(catalogue.error().place).startsWith(place),
        catalogue.error().place.c_str());
}

void TestModelCatalogue::aMissingFile() {
    QCOMPARE(ModelCatalogue::read("/nowhere/catalogue.json").error().code, ErrorCode::FileMissing);
}

QTEST_GUILESS_MAIN(TestModelCatalogue)
#include "tst_model_catalogue.moc"
