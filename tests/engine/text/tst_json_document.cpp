#include <QtTest>

#include "engine/text/json_document.h"

using namespace vitrine;
using text::JsonDocument;

class TestJsonDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsValuesWithTheirPlaces();
    void refuses_data();
    void refuses();
    void refusesMissingFile();
    void refusesWrongValues_data();
    void refusesWrongValues();
};

void TestJsonDocument::readsValuesWithTheirPlaces() {
    const auto document = JsonDocument::parse(
        R"({"a/b": [1, {"c~d": "x", "none": null}], "e": {"f": [[true]], "g": 2.5}})", "file");
    QVERIFY(document);
    const auto root = document->root();
    const auto list = root.member("a/b")->elements();
    QCOMPARE(list->at(0).asInteger().value(), 1);
    QCOMPARE(list->at(1).member("c~d")->asString().value(), "x");
    QCOMPARE(list->at(1).member("c~d")->pointer(), "/a~1b/1/c~0d");
    QVERIFY(!list->at(1).find("none"));
    QCOMPARE(list->at(1).stringOr("none", "fallback").value(), "fallback");
    QCOMPARE(root.member("e")->numberOr("g", 0).value(), 2.5);
    QCOMPARE(root.member("e")->integerOr("absent", 7).value(), 7);
    const auto members = root.members();
    QCOMPARE(members->size(), 2U);
    QCOMPARE(members->at(1).first, "e");
}

void TestJsonDocument::refuses_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row
        = [](const char* name, const QByteArray& json, ErrorCode code, const char* place) {
              QTest::newRow(name) << json << static_cast<int>(code) << QByteArray(place);
          };
    row("empty", "", ErrorCode::JsonInvalid, "1:1");
    row("cut", "{\"a\":\n [1, 2", ErrorCode::JsonInvalid, "2:7");
    row("trailing", "{}\n{}", ErrorCode::JsonInvalid, "2:1");
    row("bad word", "[1,\n  nul]", ErrorCode::JsonInvalid, "2:6");
    row("bad utf-8", "[\"\xff\"]", ErrorCode::JsonInvalid, "1:3");
    row("number", "[1e999]", ErrorCode::JsonInvalid, "1:6");
    row("deep", QByteArray(65, '['), ErrorCode::JsonTooDeep, "1:65");
    row("very deep", "\n" + QByteArray(1 << 20, '['), ErrorCode::JsonTooDeep, "2:65");
    row("deep objects", QByteArray("{\"a\":").repeated(70), ErrorCode::JsonTooDeep, "1:321");
    row("twice", R"({"a": 1, "a": 2})", ErrorCode::JsonDuplicateKey, "/a");
    row("twice inside", R"({"x": [0, {"y": {}, "z": {"b": 1, "b": 2}}]})",
        ErrorCode::JsonDuplicateKey, "/x/1/z/b");
}

void TestJsonDocument::refuses() {
    QFETCH(QByteArray, json);
    QFETCH(int, code);
    QFETCH(QByteArray, place);
    const auto document = JsonDocument::parse(json.toStdString(), "some file");
    QVERIFY(!document);
    QCOMPARE(static_cast<int>(document.error().code), code);
    QCOMPARE(document.error().subject, "some file");
    QCOMPARE(QByteArray::fromStdString(document.error().place), place);
}

void TestJsonDocument::refusesMissingFile() {
    const auto document = JsonDocument::read("/nonexistent/tokenizer.json");
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::FileMissing);
    QCOMPARE(document.error().subject, "/nonexistent/tokenizer.json");
}

void TestJsonDocument::refusesWrongValues_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("text") << QByteArray("text");
    QTest::newRow("fraction") << QByteArray("fraction");
    QTest::newRow("large") << QByteArray("large");
    QTest::newRow("beyond 63 bits") << QByteArray("huge");
    QTest::newRow("bool") << QByteArray("bool");
}

void TestJsonDocument::refusesWrongValues() {
    QFETCH(QByteArray, key);
    const auto document = JsonDocument::parse(
        R"({"text": "1", "fraction": 1.5, "large": 101, "huge": 18446744073709551615, "bool": true})",
        "file");
    const auto value = document->root().member(key.toStdString())->asInteger(0, 100);
    QVERIFY(!value);
    QCOMPARE(value.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(value.error().place, '/' + key.toStdString());
    const auto missing = document->root().member("other");
    QCOMPARE(missing.error().code, ErrorCode::ValueMissing);
    QCOMPARE(missing.error().place, "/other");
}

QTEST_GUILESS_MAIN(TestJsonDocument)
#include "tst_json_document.moc"
