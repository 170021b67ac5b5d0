#include "app/pages/prompt_race_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

#include "app/workspace/model_comparison.h"
#include "app/workspace/prompt_continuation.h"
#include "widgets/common/token_text.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr int mostUnits = 200;
constexpr int firstUnits = 24;
constexpr int highestSeed = 9999;

} // namespace

PromptRaceCard::PromptRaceCard(ModelShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_seed(widgets::makeParented<QSpinBox>(this)),
      m_units(widgets::makeParented<QSpinBox>(this)),
      m_generate(widgets::makeParented<QPushButton>(this)),
      m_stop(widgets::makeParented<QPushButton>(this)),
      m_view(widgets::makeParented<QTableView>(this)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    m_seed->setRange(0, highestSeed);
    m_seed->setValue(1);
    m_units->setRange(1, mostUnits);
    m_units->setValue(firstUnits);
    auto* controls = new QHBoxLayout;
    controls->addWidget(m_generate);
    controls->addWidget(m_stop);
    controls->addWidget(m_seed);
    controls->addWidget(m_units);
    controls->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(controls);
    layout->addWidget(m_view, 1);
    m_view->setModel(m_table);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->setShowGrid(false);
    m_view->setWordWrap(true);
    m_view->horizontalHeader()->setStretchLastSection(true);
    for (QSpinBox* box : {m_seed.get(), m_units.get()}) {
        connect(box, &QSpinBox::valueChanged, this, &PromptRaceCard::optionsChanged);
    }
    m_stop->hide();
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_request.cancel();
        followBusy();
    });
    connect(m_generate, &QPushButton::clicked, this, &PromptRaceCard::generate);
    retranslate();
}

const QAbstractItemModel* PromptRaceCard::table() const {
    return m_table;
}

int PromptRaceCard::seed() const {
    return m_seed->value();
}

int PromptRaceCard::units() const {
    return m_units->value();
}

void PromptRaceCard::setOptions(int seed, int units) {
    m_seed->setValue(seed);
    m_units->setValue(units);
}

void PromptRaceCard::generate() {
    const auto models = m_shelf.shown();
    const auto seed = static_cast<std::uint64_t>(m_seed->value());
    m_request.request(
        [models, prompt = m_prompt, seed, units = m_units->value()](
            const std::stop_token& stop) -> Expected<Texts> {
            Texts texts;
            for (const auto& model : models) {
                auto text = continuePrompt(model, prompt, seed, units, stop);
                if (!text) {
                    return Unexpected(text.error());
                }
                texts.push_back(std::move(*text));
            }
            return texts;
        },
        [this, models, prompt = m_prompt](Expected<Texts> texts) {
            followBusy();
            if (!texts) {
                Q_EMIT failed(texts.error());
                return;
            }
            m_models = models;
            m_shownPrompt = prompt;
            m_texts = std::move(*texts);
            fill();
        });
    followBusy();
}

void PromptRaceCard::followBusy() {
    m_generate->setEnabled(!m_request.isBusy());
    m_stop->setVisible(m_request.isBusy());
}

void PromptRaceCard::fill() {
    QList<QList<widgets::TextTable::Cell>> rows;
    const auto line = QString::fromStdString(std::string(lastLine(m_shownPrompt)));
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        auto text = QString::fromStdString(m_texts[i]);
        text.replace(u'\n', QStringLiteral("↵"));
        rows.append({{m_models[i].name, {}, false}, {line + u'|' + text, {}, false}});
    }
    //: what a model wrote after the prompt
    m_table->setRows({tr("model"), tr("prompt | continuation")}, std::move(rows));
    m_view->resizeColumnToContents(0);
    m_view->resizeRowsToContents();
}

void PromptRaceCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void PromptRaceCard::retranslate() {
    m_seed->setPrefix(tr("seed "));
    m_seed->setToolTip(tr("The same seed gives the same texts"));
    m_seed->setAccessibleName(tr("Seed"));
    m_units->setPrefix(tr("length "));
    m_units->setToolTip(tr("How many units are drawn: words or characters, of a GPT tokens"));
    m_units->setAccessibleName(tr("Length"));
    m_generate->setText(tr("Continue"));
    m_generate->setToolTip(tr("Let every model continue the text under glass"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Give up this continuation"));
    m_view->setAccessibleName(tr("Continuations"));
    m_view->setToolTip(tr("Drawn from each model's own distribution; a line end stops a model "
                          "that counts"));
    fill();
}

} // namespace vitrine::app
