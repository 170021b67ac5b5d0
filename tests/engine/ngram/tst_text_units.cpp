#include <QtTest>

#include "engine/ngram/text_units.h"

using namespace vitrine;

class TestTextUnits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsStandApart_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("marks") << QByteArray("He said: \"don't!\"")
                               << QByteArray("He said : \" don't ! \"");
        QTest::newRow("Chinese") << QByteArray("我们喜欢语言模型。")
                                 << QByteArray("我们 喜欢 语言 模型 。");
        QTest::newRow("blanks stay") << QByteArray("我们 喜欢") << QByteArray("我们 喜欢");
        QTest::newRow("mixed") << QByteArray("我们用GPT写well-known故事。")
                               << QByteArray("我们 用 GPT 写 well - known 故事 。");
    }

    void wordsStandApart() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, words);
        QCOMPARE(QByteArray::fromStdString(ngram::withSeparateWords(line.toStdString())), words);
    }

    void separatingTwiceChangesNothing() {
        const auto once = ngram::withSeparateWords("这个网站的文章真水啊，我们不看。");
        QCOMPARE(ngram::withSeparateWords(once), once);
    }
};

QTEST_GUILESS_MAIN(TestTextUnits)
#include "tst_text_units.moc"
