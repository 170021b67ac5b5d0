#include "app/pages/vector_training_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

#include "engine/text/whole_file.h"
#include "widgets/common/number_format.h"
#include "widgets/common/number_table.h"
#include "widgets/common/plot_theme.h"
#include "widgets/common/theme.h"
#include "widgets/plot/curve_plot.h"

namespace vitrine::app {

namespace {

constexpr int ProgressSteps = 1000;
constexpr std::uintmax_t LargestText = std::uintmax_t{64} << 20; // bytes that a text field bears
constexpr int MinimumCount = 2; // pasted texts are short

} // namespace

VectorTrainingPanel::VectorTrainingPanel(WordSpace& space, QWidget* parent)
    : QWidget(parent), m_space(space), m_text(widgets::makeParented<QPlainTextEdit>(this)),
      m_open(widgets::makeParented<QPushButton>(this)),
      m_method(widgets::makeParented<QComboBox>(this)),
      m_unit(widgets::makeParented<QComboBox>(this)),
      m_dimensionsName(widgets::makeParented<QLabel>(this)),
      m_dimensions(widgets::makeParented<QSpinBox>(this)),
      m_epochsName(widgets::makeParented<QLabel>(this)),
      m_epochs(widgets::makeParented<QSpinBox>(this)),
      m_train(widgets::makeParented<QPushButton>(this)),
      m_save(widgets::makeParented<QPushButton>(this)),
      m_curve(widgets::makeParented<widgets::CurvePlot>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)),
      m_progress(widgets::makeParented<QProgressBar>(this)),
      m_note(widgets::makeParented<QLabel>(this)) {
    build();
    connect(m_open, &QPushButton::clicked, this, &VectorTrainingPanel::openFile);
    connect(m_train, &QPushButton::clicked, this, &VectorTrainingPanel::trainOrStop);
    connect(m_save, &QPushButton::clicked, this, &VectorTrainingPanel::saveVectors);
    connect(&space, &WordSpace::opened, this, &VectorTrainingPanel::retranslate);
    connect(&space, &WordSpace::saved, this, &VectorTrainingPanel::retranslate);
    connect(&space, &WordSpace::trainingMoved, this, &VectorTrainingPanel::show);
    connect(&space, &WordSpace::trainingEnded, this, &VectorTrainingPanel::retranslate);
    retranslate();
    applyTheme();
}

void VectorTrainingPanel::build() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto* line = new QHBoxLayout;
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_open, m_method, m_unit, m_train, m_save}) {
        line->addWidget(widget);
    }
    line->addStretch(1);
    auto* sizes = new QHBoxLayout;
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_dimensionsName, m_dimensions, m_epochsName, m_epochs}) {
        sizes->addWidget(widget);
    }
    sizes->addWidget(m_progress, 1);
    auto* views = new QHBoxLayout;
    views->addWidget(m_text, 1);
    views->addWidget(m_curve, 1);
    layout->addLayout(views, 1);
    layout->addLayout(line);
    layout->addLayout(sizes);
    layout->addWidget(m_note);
    m_text->setObjectName(QStringLiteral("trainingText"));
    m_train->setObjectName(QStringLiteral("trainVectors"));
    m_save->setObjectName(QStringLiteral("saveVectors"));
    m_text->setTabChangesFocus(true);
    m_method->addItems(
        {QStringLiteral("skip-gram"), QStringLiteral("CBOW"), QStringLiteral("GloVe")});
    m_unit->addItems({QString(), QString()});
    m_dimensions->setRange(2, 300);
    m_dimensions->setValue(50);
    m_epochs->setRange(1, 500);
    m_epochs->setValue(20);
    m_progress->setRange(0, ProgressSteps);
    m_progress->setTextVisible(false);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
}

void VectorTrainingPanel::setText(const QString& text) {
    m_text->setPlainText(text);
}

void VectorTrainingPanel::openFile() {
    const auto path = QFileDialog::getOpenFileName(
        this, tr("Text to train on"), QString(), tr("Text files (*.txt);;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    const auto text = text::readWholeFile(path.toStdString(), LargestText);
    text ? setText(QString::fromStdString(*text)) : Q_EMIT failed(text.error());
}

void VectorTrainingPanel::saveVectors() {
    const auto path = QFileDialog::getSaveFileName(this, tr("Save the trained vectors"),
        QStringLiteral("vectors.safetensors"), tr("Word vectors (*.safetensors)"));
    if (!path.isEmpty()) {
        m_space.save(path);
    }
}

const QAbstractItemModel* VectorTrainingPanel::table() const {
    return m_table;
}

QSize VectorTrainingPanel::figureSize() const {
    return m_curve->size();
}

void VectorTrainingPanel::paintFigure(QPainter& painter, const QSize& size) const {
    m_curve->paint(painter, size);
}

void VectorTrainingPanel::begin() {
    m_epochsRead.clear();
    m_losses.clear();
    showLoss();
}

void VectorTrainingPanel::trainOrStop() {
    if (m_space.isTraining()) {
        m_space.stopTraining();
        return;
    }
    begin();
    m_space.train(m_text->toPlainText().toStdString(),
        {.unit = static_cast<embeddings::WordUnit>(m_unit->currentIndex()),
            .minimumCount = MinimumCount},
        {.method = static_cast<embeddings::VectorMethod>(m_method->currentIndex()),
            .dimensions = m_dimensions->value(),
            .epochs = m_epochs->value()});
    retranslate();
}

void VectorTrainingPanel::showLoss() {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < m_losses.size(); ++i) {
        numbers.insert(numbers.end(), {m_epochsRead[i], m_losses[i]});
    }
    m_table->setNumbers({tr("epochs"), tr("loss")}, {}, std::move(numbers));
    m_curve->setVisible(!m_losses.empty());
    const auto color = widgets::Theme::of(this).color(widgets::ColorRole::Accent);
    m_curve->setCurves(m_losses.empty() ? std::vector<widgets::Curve>()
                                        : std::vector<widgets::Curve>{{tr("loss"), m_epochsRead,
                                            m_losses, color, Qt::SolidLine, false}});
}

void VectorTrainingPanel::show(const TrainingReport& report) {
    m_epochsRead.push_back(report.fraction * report.epochs);
    m_losses.push_back(report.loss);
    showLoss();
    m_progress->setValue(static_cast<int>(std::lround(report.fraction * ProgressSteps)));
    m_note->setText(tr("Epoch %1 of %2, loss %3, %4 s left")
                        .arg(QString::number(report.epoch), QString::number(report.epochs),
                            widgets::formatNumber(report.loss, 3),
                            widgets::formatNumber(std::ceil(report.secondsLeft), 0)));
}

void VectorTrainingPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void VectorTrainingPanel::retranslate() {
    m_text->setPlaceholderText(tr("Paste a text to train word vectors on, or open a file"));
    m_text->setToolTip(tr("The text that the vectors are learned from"));
    m_text->setAccessibleName(tr("Training text"));
    m_open->setText(tr("Open…"));
    m_open->setToolTip(tr("Takes the text from a file"));
    m_method->setToolTip(tr("How vectors are learned"));
    m_method->setAccessibleName(tr("Method"));
    m_unit->setItemText(0, tr("words"));
    m_unit->setItemText(1, tr("characters"));
    m_unit->setToolTip(tr("Whether a word is a word or, for Chinese, a character"));
    m_unit->setAccessibleName(tr("Unit"));
    m_dimensionsName->setText(tr("Dimensions"));
    m_dimensions->setToolTip(tr("Width of a vector"));
    m_dimensions->setAccessibleName(tr("Dimensions"));
    m_epochsName->setText(tr("Epochs"));
    m_epochs->setToolTip(tr("How often the text is read"));
    m_epochs->setAccessibleName(tr("Epochs"));
    const bool runs = m_space.isTraining();
    m_train->setText(runs ? tr("Stop") : tr("Train"));
    m_train->setToolTip(runs ? tr("Ends the training; the vectors before it stay")
                             : tr("Trains in the background; the map lives meanwhile"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Keeps the trained vectors as a file, which can be opened again"));
    m_save->setEnabled(!runs && m_space.choice().kind == VectorChoice::Kind::Trained);
    m_curve->setAxes(tr("epochs"), tr("loss"));
    m_progress->setAccessibleName(tr("Progress of training"));
    m_progress->setToolTip(tr("How much of the training is done"));
    if (!runs) {
        m_progress->setValue(0);
        m_note->setText(tr("When it is done, the trained vectors take the place of those above."));
    }
}

void VectorTrainingPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    layout()->setSpacing(theme.px(8));
    m_curve->setStyle(widgets::plotStyle(theme));
    showLoss();
}

} // namespace vitrine::app
