#include <QtTest>

#include <set>

#include "app/pages/recipe_fields.h"

using namespace vitrine;
using namespace vitrine::app;

class TestRecipeFields : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachChangesOneSettingOfItsOwn_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < recipeFields().size(); ++i) {
            QTest::newRow(recipeFields()[i].key) << static_cast<int>(i);
        }
    }

    void eachChangesOneSettingOfItsOwn() {
        QFETCH(int, index);
        const auto& field = recipeFields()[static_cast<std::size_t>(index)];
        TrainingJob job;
        const double before = fieldValue(field, job);
        setFieldValue(field, before == 1 ? 0 : 1, job);
        QVERIFY(fieldValue(field, job) != before);
        QVERIFY(job != TrainingJob());
        for (const auto& other : recipeFields()) {
            if (&other != &field) {
                QCOMPARE(fieldValue(other, job), fieldValue(other, TrainingJob()));
            }
        }
        setFieldValue(field, before, job);
        QVERIFY(job == TrainingJob());
    }

    void everyOneIsNamedAndExplained() {
        std::set<std::string> keys;
        for (const auto& field : recipeFields()) {
            QVERIFY(keys.insert(field.key).second);
            QVERIFY(!fieldName(field).isEmpty());
            QVERIFY(fieldExplanation(field).endsWith(QLatin1Char('.')));
            QCOMPARE(recipeField(field.key), &field);
        }
        QVERIFY(!recipeField("none"));
    }

    void showsWhatHasAMeaning() {
        const auto applies = [](const char* key, const TrainingJob& job) {
            const auto* field = recipeField(key);
            return !field->applies || field->applies(job);
        };
        TrainingJob job;
        QVERIFY(applies("heads", job) && !applies("window", job));
        job.model.family = ModelFamily::FeedForward;
        QVERIFY(!applies("heads", job) && !applies("layers", job) && applies("window", job));
        job.objective = TrainingObjective::MaskedToken; // a BERT, whatever the family says
        QVERIFY(applies("heads", job) && applies("masked_fraction", job));
        job.model.folder = "somewhere"; // an existing model brings its shape
        QVERIFY(!applies("heads", job) && !applies("width", job) && applies("steps", job));
    }
};

QTEST_GUILESS_MAIN(TestRecipeFields)
#include "tst_recipe_fields.moc"
