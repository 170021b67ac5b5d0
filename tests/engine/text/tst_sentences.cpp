#include <QtTest>

#include "engine/text/sentences.h"

using namespace vitrine;

class TestSentences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
};

void TestSentences::splits_data() {
    QTest::addColumn<QStringList>("sentences");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("one, unfinished") << QStringList{QStringLiteral("no end")};
    QTest::newRow("English") << QStringList{
        QStringLiteral("It rained. "), QStringLiteral("Did it stop? "), QStringLiteral("No!")};
    QTest::newRow("numbers") << QStringList{
        QStringLiteral("It cost 3.14 pounds. "), QStringLiteral("Cheap.")};
    QTest::newRow("Chinese") << QStringList{
        QStringLiteral("床前明月光，疑是地上霜。"), QStringLiteral("举头望明月，低头思故乡。")};
    QTest::newRow("quoted") << QStringList{
        QStringLiteral("宝玉道：“好！”"), QStringLiteral("众人都笑了。")};
}

void TestSentences::splits() {
    QFETCH(QStringList, sentences);
    const auto text = sentences.join(QString()).toStdString();
    QStringList found;
    for (const auto sentence : text::sentencesOf(text)) {
        found.append(QString::fromUtf8(sentence.data(), static_cast<int>(sentence.size())));
    }
    QCOMPARE(found, sentences);
}

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"
