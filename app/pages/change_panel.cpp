#include "app/pages/change_panel.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <limits>
#include <utility>

#include "app/error_text.h"
#include "app/pages/run_text.h"
#include "engine/api/weight_changes.h"
#include "widgets/common/number_table.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"

namespace vitrine::app {

namespace {

constexpr float notThere = std::numeric_limits<float>::quiet_NaN();

/// "blocks.0" and "mlp.expand" of "blocks.0.mlp.expand.weight"; what is in no layer has its own
/// row.
std::pair<std::string, QString> placeOf(const std::string& name) {
    const auto first = name.find('.');
    const auto second = name.find('.', first + 1);
    const bool layer = name.starts_with("blocks.");
    const auto begin = layer ? second : first;
    const auto end = name.rfind(".weight");
    const auto part = name.substr(0, begin);
    const auto matrix = end == std::string::npos || end <= begin
        ? std::string("weight")
        : name.substr(begin + 1, end - begin - 1);
    return {part, QString::fromStdString(matrix)};
}

} // namespace

ChangePanel::ChangePanel(QWidget* parent)
    : QWidget(parent), m_note(widgets::makeParented<QLabel>(this)),
      m_matrix(widgets::makeParented<widgets::MatrixView>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_note);
    layout->addWidget(m_matrix, 1);
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    m_matrix->setColors(widgets::MatrixView::Colors::Positive);
    retranslate();
}

void ChangePanel::setRun(const RunRecord* run) {
    const auto model = run && run->hasModel() ? run->modelFolder() : std::filesystem::path();
    m_isNew = run && run->recipe.job.model.folder.empty();
    m_base = run ? run->recipe.job.model.folder : std::filesystem::path();
    if (std::exchange(m_model, model) != model) {
        m_changes.clear();
        m_problem.clear();
    }
    if (isVisible()) {
        measure();
    }
    show();
}

void ChangePanel::measure() {
    if (m_base.empty() || m_model.empty()) {
        m_measuring.cancel();
        return;
    }
    m_measuring.request(
        [base = m_base, model = m_model](
            const std::stop_token& stop) { return api::weightChanges(base, model, stop); },
        [this](Expected<std::vector<WeightChange>> changes) {
            m_problem = changes ? QString() : errorText(changes.error());
            m_changes = std::move(changes).value_or(std::vector<WeightChange>());
            show();
        });
}

const widgets::Figure* ChangePanel::figure() const {
    return m_matrix;
}

const QAbstractItemModel* ChangePanel::table() const {
    return m_table;
}

void ChangePanel::show() {
    std::vector<std::string> parts;
    QStringList columns;
    QStringList names;
    std::vector<double> numbers;
    for (const auto& change : m_changes) {
        const auto [part, matrix] = placeOf(change.name);
        if (parts.empty() || parts.back() != part) {
            parts.push_back(part);
        }
        if (!columns.contains(matrix)) {
            columns << matrix;
        }
        names << QString::fromStdString(change.name);
        numbers.insert(numbers.end(), {change.norm, change.relative});
    }
    const auto width = static_cast<std::size_t>(columns.size());
    std::vector<float> values(parts.size() * width, notThere);
    std::size_t row = 0;
    for (const auto& change : m_changes) {
        const auto [part, matrix] = placeOf(change.name);
        while (parts[row] != part) {
            ++row;
        }
        values[row * width + static_cast<std::size_t>(columns.indexOf(matrix))]
            = static_cast<float>(change.relative);
    }
    QStringList rows;
    for (const auto& part : parts) {
        rows << partName(part);
    }
    m_matrix->setMatrix(std::move(values), static_cast<int>(std::max<std::size_t>(width, 1)));
    m_matrix->setRowNames(rows);
    m_matrix->setColumnNames(columns);
    m_matrix->setVisible(!m_changes.empty());
    m_table->setNumbers(
        {tr("matrix"), tr("norm before"), tr("relative change")}, names, std::move(numbers));
    m_note->setText(!m_problem.isEmpty() ? m_problem
            : m_isNew ? tr("This run began with a new model: there is no base to compare with.")
            : m_changes.empty()
            ? tr("Shown for a fine-tuned model as soon as it is saved.")
            : tr("‖W′ − W‖ ÷ ‖W‖ of each matrix, W before and W′ after; weights are saved in 16 "
                 "bits, so that less than 0.0003 is not told from nothing."));
}

void ChangePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    measure();
}

void ChangePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void ChangePanel::retranslate() {
    m_matrix->setName(tr("Relative change of each matrix"));
    m_matrix->setAxes(tr("part of the network"), tr("matrix"));
    show();
}

} // namespace vitrine::app
