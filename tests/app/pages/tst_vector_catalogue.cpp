#include <QSet>
#include <QTest>
#include <QUrl>

#include "app/pages/vector_catalogue.h"

using namespace vitrine::app;

class TestVectorCatalogue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySetIsWhole() {
        const auto vectors = publishedVectors();
        QVERIFY(vectors.size() >= 5);
        QSet<QString> files;
        QSet<QString> languages;
        for (const auto& set : vectors) {
            QVERIFY(!set.name.isEmpty() && !set.file.isEmpty());
            QVERIFY(set.words >= 100000 && set.dimensions >= 50);
            const QUrl source(set.source);
            QVERIFY(source.isValid() && source.scheme() == QStringLiteral("https"));
            files.insert(set.file);
            languages.insert(set.language);
        }
        QCOMPARE(files.size(), static_cast<qsizetype>(vectors.size()));
        QCOMPARE(languages, (QSet<QString>{QStringLiteral("en"), QStringLiteral("zh")}));
    }

    void memoryIsThatOfFloats() {
        QCOMPARE((PublishedVectors{{}, {}, 400000, 300, {}, {}, {}}.bytes()), 480000000);
    }
};

QTEST_GUILESS_MAIN(TestVectorCatalogue)
#include "tst_vector_catalogue.moc"
