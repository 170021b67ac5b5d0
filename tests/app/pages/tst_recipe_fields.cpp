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
        const auto before = fieldValue(field, job);
        setFieldValue(field,
            isText(field)                ? QVariant(QStringLiteral("c_attn"))
                : before.toDouble() == 1 ? 0
                                         : 1,
            job);
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
        QVERIFY(!applies("tuning", job)); // a new model has no weights to keep
        job.model.folder = "somewhere"; // an existing model brings its shape
        QVERIFY(!applies("heads", job) && !applies("width", job) && applies("steps", job));
        QVERIFY(applies("tuning", job) && !applies("lora_rank", job));
        job.tuning.method = TuningMethod::Lora;
        QVERIFY(applies("lora_rank", job) && applies("lora_targets", job));
        QVERIFY(!applies("tuned_layers", job));
        job.tuning.method = TuningMethod::LastLayers;
        QVERIFY(applies("tuned_layers", job) && !applies("lora_rank", job));
        QVERIFY(applies("column_text", job) && !applies("column_label", job));
        job.objective = TrainingObjective::Classification;
        QVERIFY(applies("column_label", job) && applies("column_second", job));
        job.objective = TrainingObjective::Instruction;
        QVERIFY(applies("column_prompt", job) && !applies("column_text", job));
        QVERIFY(applies("validation_share", job));
        job.validation = {{"held-out.jsonl"}}; // which takes its place
        QVERIFY(!applies("validation_share", job));
    }

    void namesAreReadAsAList() {
        TrainingJob job;
        setFieldValue(*recipeField("lora_targets"), QStringLiteral(" query,value , "), job);
        QCOMPARE(job.tuning.lora.targets, (std::vector<std::string>{"query", "value"}));
        QCOMPARE(fieldValue(*recipeField("lora_targets"), job).toString(),
            QStringLiteral("query, value"));
    }

    void theGroupsStandTogether() {
        std::vector<FieldGroup> order;
        for (const auto& field : recipeFields()) {
            if (order.empty() || order.back() != field.group) {
                order.push_back(field.group);
            }
        }
        QCOMPARE(order.size(), std::set<FieldGroup>(order.begin(), order.end()).size());
        QCOMPARE(order.front(), FieldGroup::Usual);
        for (const auto group : order) {
            QCOMPARE(groupName(group).isEmpty(), group == FieldGroup::Usual);
        }
    }
};

QTEST_GUILESS_MAIN(TestRecipeFields)
#include "tst_recipe_fields.moc"
