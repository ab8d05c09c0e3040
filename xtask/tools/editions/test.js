pm.test("the service did what was asked", () => {
  const answer = pm.response.json();
  pm.expect(answer.ErrorCode, answer.ErrorInfo).to.equal(0);
});
