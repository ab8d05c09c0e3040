//! Bars as SVG, readable on light and dark backgrounds.

use std::fmt::Write;

/// Bars in groups: one group for each label, one bar in it for each series.
pub(super) struct Plot {
    /// File name without extension, in docs/performance/.
    pub(super) name: &'static str,
    pub(super) title: String,
    /// Name and values of each series, one value for each label; what is not a number has no bar.
    pub(super) series: Vec<(String, Vec<f64>)>,
    pub(super) labels: Vec<String>,
}

const COLORS: [&str; 6] = ["#2f7ed8", "#8a8f98", "#e07b39", "#3f9c63", "#9061c2", "#c0a030"];
const WIDTH: f64 = 760.0;
const LEFT: f64 = 100.0;
const BAR: f64 = 11.0;

impl Plot {
    pub(super) fn svg(&self) -> String {
        let widest = self.series.iter().flat_map(|(_, values)| values).copied().fold(0.0, f64::max);
        let scale = (WIDTH - LEFT - 70.0) / widest;
        let group = BAR * self.series.len() as f64 + 10.0;
        let height = 66.0 + group * self.labels.len() as f64;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" \
             font-size=\"11\" role=\"img\">\n<title>{}</title>\n<style>text {{ fill: #24292f }} \
             @media (prefers-color-scheme: dark) {{ text {{ fill: #d0d7de }} }}</style>\n\
             <text x=\"8\" y=\"18\" font-size=\"14\" font-weight=\"bold\">{0}</text>\n",
            escaped(&self.title)
        );
        let mut x = 8.0;
        for (i, (name, _)) in self.series.iter().enumerate() {
            let _ = writeln!(
                svg,
                "<rect x=\"{x}\" y=\"31\" width=\"10\" height=\"10\" fill=\"{}\"/><text x=\"{}\" y=\"40\">{}</text>",
                COLORS[i % COLORS.len()],
                x + 14.0,
                escaped(name)
            );
            x += 32.0 + 6.5 * name.len() as f64;
        }
        for (row, label) in self.labels.iter().enumerate() {
            let top = 56.0 + group * row as f64;
            let middle = top + BAR * self.series.len() as f64 / 2.0 + 4.0;
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{middle:.1}\" text-anchor=\"end\">{}</text>",
                LEFT - 8.0,
                escaped(label)
            );
            for (i, (_, values)) in self.series.iter().enumerate() {
                let value = values.get(row).copied().filter(|value| value.is_finite());
                let Some(value) = value else { continue };
                let (y, length, color) = (top + BAR * i as f64, value * scale, COLORS[i % COLORS.len()]);
                let _ = writeln!(
                    svg,
                    "<rect x=\"{LEFT}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"{}\" fill=\"{color}\"/>\
                     <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"9\">{}</text>",
                    BAR - 2.0,
                    LEFT + length + 4.0,
                    y + BAR - 3.0,
                    shown(value)
                );
            }
        }
        svg + "</svg>\n"
    }
}

fn shown(value: f64) -> String {
    if value < 100.0 { format!("{value:.2}") } else { super::table::thousands(value) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::Plot;

    #[test]
    fn a_missing_value_has_no_bar() {
        let series = vec![("ours".to_owned(), vec![2.0, 4.0]), ("peer <1>".to_owned(), vec![1.0, f64::NAN])];
        let labels = vec!["bans 1".to_owned(), "members 1".to_owned()];
        let svg = Plot { name: "calls", title: "A call".to_owned(), series, labels }.svg();
        // Two marks in the legend and three bars.
        assert_eq!(svg.matches("<rect").count(), 5);
        assert!(svg.contains("peer &lt;1>") && svg.contains("prefers-color-scheme: dark"));
    }
}
